// Charts: data stands in data-chart as JSON, and in a table beside it for those who do not see charts.
import { CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { AriaComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { kinds } from "./indicator.js";

echarts.use([LineChart, ScatterChart, CustomChart, GridComponent, TooltipComponent, AriaComponent, MarkLineComponent, MarkAreaComponent, SVGRenderer]);

const number = new Intl.NumberFormat("da-DK", { maximumFractionDigits: 1 });
const date = new Intl.DateTimeFormat("da-DK", { day: "2-digit", month: "2-digit", year: "numeric" });
const symbols = { hospital: "rect", praksis: "circle", kommune: "triangle", hjemme: "diamond", laboratorium: "circle" };
const colours = ["#0059b3", "#8d3f00"];

/** A reference range as a band; an open end reaches the edge of the chart. */
function area(band) {
  return {
    silent: true,
    itemStyle: { color: "#e5f3ea" },
    data: [[{ yAxis: band.from ?? "min" }, { yAxis: band.to ?? "max" }]],
  };
}

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
      markArea: i === 0 && data.band ? area(data.band) : undefined,
    })),
  };
}

function draw(element) {
  const data = JSON.parse(element.dataset.chart);
  const kind = kinds[data.kind]?.(data);
  if (kind) element.style.height = `${kind.height}px`;
  const chart = echarts.init(element, null, { renderer: "svg", locale: "EN" });
  chart.setOption(kind ? kind.option : option(data));
  new ResizeObserver(() => chart.resize()).observe(element);
  if (kind) element.after(saver(chart, data));
}

/** A button that keeps the drawing as a file; nothing is sent anywhere. */
function saver(chart, data) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = document.documentElement.lang === "en" ? "Save the figure (SVG)" : "Gem figuren (SVG)";
  button.setAttribute("aria-label", `${button.textContent}: ${data.description}`);
  button.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([chart.renderToSVGString()], { type: "image/svg+xml" }));
    link.download = `${data.kind}.svg`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  });
  const line = document.createElement("p");
  line.className = "chart-tools";
  line.append(button);
  return line;
}

// Pages fill in what they have asked for later: what is swapped in is drawn, too.
function drawAll(root) {
  for (const element of root.querySelectorAll("[data-chart]:not([data-drawn])")) {
    element.dataset.drawn = "";
    draw(element);
  }
}
drawAll(document);
document.addEventListener("htmx:afterSwap", (event) => drawAll(event.detail.target));
