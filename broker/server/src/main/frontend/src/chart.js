// Trend charts: data stands in data-chart as JSON, and in a table beside it for those who do not see charts.
import { LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

echarts.use([LineChart, GridComponent, TooltipComponent, AriaComponent, MarkLineComponent, MarkAreaComponent, SVGRenderer]);

const number = new Intl.NumberFormat("da-DK", { maximumFractionDigits: 1 });
const date = new Intl.DateTimeFormat("da-DK", { day: "2-digit", month: "2-digit", year: "numeric" });
const symbols = { hospital: "rect", praksis: "circle", kommune: "triangle", hjemme: "diamond", laboratorium: "circle" };
const colours = ["#0059b3", "#8d3f00"];

function option(data) {
  return {
    aria: { enabled: true, label: { description: data.description } },
    animation: false,
    grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
    textStyle: { fontFamily: "IBM Plex Sans, sans-serif", fontSize: 13, color: "#1a1a1a" },
    tooltip: {
      trigger: "item",
      renderMode: "richText",
      formatter: (p) => `${p.seriesName}: ${number.format(p.value[1])} ${data.unit}\n${date.format(new Date(p.value[0]))} · ${p.value[2]}`,
    },
    xAxis: { type: "time", axisLabel: { hideOverlap: true, formatter: (t) => String(new Date(t).getFullYear()) }, minInterval: 31557600000, splitLine: { show: false } },
    yAxis: { type: "value", scale: true, axisLabel: { formatter: (v) => number.format(v) }, splitLine: { lineStyle: { color: "#e6e6e6" } } },
    series: data.series.map((series, i) => ({
      name: series.name,
      type: "line",
      symbolSize: 8,
      symbol: (value) => symbols[value[3]] ?? "circle",
      lineStyle: { color: colours[i % 2], width: 2, type: i === 0 ? "solid" : "dashed" },
      itemStyle: { color: colours[i % 2] },
      data: series.points,
      markLine:
        i === 0 && data.target !== null
          ? { silent: true, symbol: "none", data: [{ yAxis: data.target }], lineStyle: { color: "#5c5c5c", type: "dotted" }, label: { formatter: data.targetText, position: "insideEndTop", color: "#404040" } }
          : undefined,
    })),
  };
}

for (const element of document.querySelectorAll("[data-chart]")) {
  const chart = echarts.init(element, null, { renderer: "svg", locale: "EN" });
  chart.setOption(option(JSON.parse(element.dataset.chart)));
  new ResizeObserver(() => chart.resize()).observe(element);
}
