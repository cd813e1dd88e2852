// Charts of indicators: released numbers only, and every one of them stands in a table, too.
const colours = { "": "#0059b3", daarligere: "#b3261e", bedre: "#1b6338", anderledes: "#4a3f8f" };
const shapes = { "": "circle", daarligere: "triangle", bedre: "diamond", anderledes: "rect" };
const number = new Intl.NumberFormat("da-DK", { maximumFractionDigits: 1 });
const grey = "#5c5c5c";

const base = (data) => ({
  aria: { enabled: true, label: { description: data.description } },
  animation: false,
  textStyle: { fontFamily: "IBM Plex Sans, sans-serif", fontSize: 13, color: "#1a1a1a" },
});
const item = (point) => ({ color: colours[point.mark ?? ""] });
const said = (point, unit) => `${point.name}: ${number.format(point.value)} ${unit}\n95 %: ${number.format(point.lower)}–${number.format(point.upper)} · n = ${number.format(point.size)}`;
const tooltip = (data) => ({
  trigger: "item",
  renderMode: "richText",
  formatter: (p) => (p.data?.point ? said(p.data.point, data.unit) : ""),
});
const line = (at, text, position) => ({ ...at, label: { formatter: text, position, color: "#404040" } });

/** A line from lower to upper limit; horizontal if the value stands on the x axis. */
function interval(horizontal) {
  return (params, api) => {
    const place = api.value(0);
    const [a, b] = [api.value(1), api.value(2)].map((v) => api.coord(horizontal ? [v, place] : [place, v]));
    return { type: "line", shape: { x1: a[0], y1: a[1], x2: b[0], y2: b[1] }, style: { stroke: api.visual("color"), lineWidth: 2 } };
  };
}

function caterpillar(data) {
  const points = [...data.points].reverse();
  const marks = [line({ xAxis: data.centre }, `Alle: ${number.format(data.centre)}`, "end")];
  return {
    height: 90 + 26 * points.length,
    option: {
      ...base(data),
      grid: { left: 4, right: 24, top: 30, bottom: 28, containLabel: true },
      tooltip: tooltip(data),
      xAxis: { type: "value", scale: true, name: data.unit, nameLocation: "middle", nameGap: 26, axisLabel: { formatter: (v) => number.format(v), hideOverlap: true }, splitLine: { lineStyle: { color: "#e6e6e6" } }, ...(data.share ? { max: (v) => Math.min(100, Math.ceil(v.max / 5) * 5) } : {}) },
      yAxis: { type: "category", data: points.map((p) => p.name), axisTick: { show: false }, axisLabel: { width: 130, overflow: "truncate", interval: 0 } },
      series: [
        { type: "custom", silent: true, renderItem: interval(true), dimensions: ["place", "lower", "upper"], encode: { x: [1, 2], y: 0 }, data: points.map((p, i) => ({ value: [i, p.lower, p.upper], itemStyle: item(p) })) },
        { type: "scatter", symbolSize: 10, symbol: (v) => shapes[points[v[1]].mark], data: points.map((p, i) => ({ value: [p.value, i], point: p, itemStyle: item(p) })), markLine: { silent: true, symbol: "none", lineStyle: { color: grey, type: "dashed" }, data: marks } },
      ],
    },
  };
}

function funnel(data) {
  const limit = (place, type, name) => ({ name, type: "line", silent: true, symbol: "none", lineStyle: { color: grey, type, width: 1.5 }, data: data.limits.map((l) => [l[0], l[place]]) });
  const named = data.points.filter((p) => p.mark !== "");
  return {
    height: 320,
    option: {
      ...base(data),
      grid: { left: 8, right: 24, top: 24, bottom: 28, containLabel: true },
      tooltip: tooltip(data),
      xAxis: { type: "log", min: data.limits[0][0], max: data.limits[data.limits.length - 1][0], name: "Borgere", nameLocation: "middle", nameGap: 26, axisLabel: { formatter: (v) => number.format(Math.round(v)), hideOverlap: true }, splitLine: { show: false } },
      yAxis: { type: "value", scale: true, name: data.unit, axisLabel: { formatter: (v) => number.format(v) }, splitLine: { lineStyle: { color: "#e6e6e6" } } },
      series: [
        limit(1, "solid", "99,8 %"),
        limit(2, "dashed", "95 %"),
        limit(3, "dashed", "95 %"),
        limit(4, "solid", "99,8 %"),
        { type: "scatter", symbolSize: 11, symbol: (v, p) => shapes[p.data?.point?.mark ?? ""], data: data.points.map((p) => ({ value: [p.size, p.value], point: p, itemStyle: item(p), label: { show: named.includes(p), formatter: p.name, position: "right", color: "#1a1a1a" } })), markLine: { silent: true, symbol: "none", lineStyle: { color: grey, width: 1 }, data: [line({ yAxis: data.centre }, "Alle", "insideEndTop")] } },
      ],
    },
  };
}

function period(data) {
  const known = data.points.map((p, i) => ({ ...p, at: i })).filter((p) => p.value !== undefined);
  return {
    height: 300,
    option: {
      ...base(data),
      grid: { left: 8, right: 24, top: 24, bottom: 8, containLabel: true },
      tooltip: tooltip(data),
      xAxis: { type: "category", data: data.points.map((p) => p.name), axisLabel: { hideOverlap: true } },
      yAxis: { type: "value", scale: true, name: data.unit, axisLabel: { formatter: (v) => number.format(v) }, splitLine: { lineStyle: { color: "#e6e6e6" } } },
      series: [
        { type: "custom", silent: true, renderItem: interval(false), encode: { x: 0, y: [1, 2] }, data: known.map((p) => ({ value: [p.at, p.lower, p.upper], itemStyle: { color: "#0059b3" } })) },
        { type: "line", symbolSize: 9, symbol: "circle", lineStyle: { color: "#0059b3", width: 2 }, itemStyle: { color: "#0059b3" }, data: data.points.map((p) => ({ value: p.value ?? "-", point: p })), markLine: data.target === undefined ? undefined : { silent: true, symbol: "none", lineStyle: { color: grey, type: "dotted" }, data: [line({ yAxis: data.target }, data.targetText, "insideEndTop")] } },
      ],
    },
  };
}

/** Quarters with the limits of usual variation; a signal has another shape and colour. */
function spc(data) {
  const limit = (name) => ({ type: "line", silent: true, symbol: "none", step: "middle", lineStyle: { color: grey, type: "dashed", width: 1.5 }, data: data.points.map((p) => p[name] ?? "-") });
  return {
    height: 300,
    option: {
      ...base(data),
      grid: { left: 8, right: 24, top: 24, bottom: 8, containLabel: true },
      tooltip: { trigger: "item", renderMode: "richText", formatter: (p) => (p.data?.point ? `${p.data.point.name}: ${number.format(p.data.point.value)} ${data.unit}` : "") },
      xAxis: { type: "category", data: data.points.map((p) => p.name), axisLabel: { hideOverlap: true } },
      yAxis: { type: "value", scale: true, name: data.unit, axisLabel: { formatter: (v) => number.format(v) }, splitLine: { show: false } },
      series: [
        limit("lower"),
        limit("upper"),
        { type: "line", symbolSize: 10, symbol: (v, p) => (p.data?.point?.signal ? "triangle" : "circle"), lineStyle: { color: "#0059b3", width: 2 }, data: data.points.map((p) => ({ value: p.value ?? "-", point: p.value === undefined ? undefined : p, itemStyle: { color: p.signal ? "#b3261e" : "#0059b3" } })), markLine: { silent: true, symbol: "none", lineStyle: { color: grey, width: 1 }, data: [line({ yAxis: data.centre }, "Middel", "insideEndTop")] } },
      ],
    },
  };
}

/** Deciles of units by period, the median drawn stronger, and one unit's own line. */
function deciles(data) {
  const names = ["1. decil", "", "", "", "Median", "", "", "", "9. decil"];
  const decile = (d) => ({ type: "line", silent: true, symbol: "none", lineStyle: { color: grey, type: d === 4 ? "solid" : "dashed", width: d === 4 ? 2 : 1 }, endLabel: { show: names[d] !== "", formatter: names[d], color: "#404040" }, data: data.points.map((p) => p.deciles[d] ?? "-") });
  return {
    height: 320,
    option: {
      ...base(data),
      grid: { left: 8, right: 110, top: 24, bottom: 8, containLabel: true },
      tooltip: { trigger: "item", renderMode: "richText", formatter: (p) => (p.data?.point ? `${data.own}, ${p.data.point.name}: ${number.format(p.data.point.value)} ${data.unit}` : "") },
      xAxis: { type: "category", boundaryGap: false, data: data.points.map((p) => p.name), axisLabel: { hideOverlap: true } },
      yAxis: { type: "value", scale: true, name: data.unit, axisLabel: { formatter: (v) => number.format(v) }, splitLine: { lineStyle: { color: "#e6e6e6" } } },
      series: [
        ...names.map((_, d) => decile(d)),
        { type: "line", symbolSize: 10, symbol: "diamond", lineStyle: { color: "#b3261e", width: 2.5 }, itemStyle: { color: "#b3261e" }, endLabel: { show: data.own !== "", formatter: data.own, color: "#b3261e", fontWeight: 600 }, labelLayout: { moveOverlap: "shiftY" }, data: data.points.map((p) => ({ value: p.value ?? "-", point: p.value === undefined ? undefined : p })) },
      ],
    },
  };
}

export const kinds = { spc, deciles,  caterpillar, funnel, period };
