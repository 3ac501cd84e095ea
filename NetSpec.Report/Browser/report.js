// Draws every chart of the page. Colours are the page's own variables, so that a change of theme and printing need no second drawing.
(() => {
  const figures = JSON.parse(document.getElementById('figures').textContent);
  const text = { labelColor: 'var(--quiet)', titleColor: 'var(--quiet)', labelFontSize: 11.5, titleFontSize: 12, titleFontWeight: 500, labelFont: 'inherit', titleFont: 'inherit' };
  // A canvas knows no variables: this grey stands out from light and dark ground alike.
  const grey = { labelColor: '#7a828e', titleColor: '#7a828e', labelFont: 'sans-serif', titleFont: 'sans-serif' };
  const config = {
    background: null, legend: { disable: true }, font: 'inherit', view: { stroke: null }, autosize: { type: 'fit', contains: 'padding', resize: true },
    axis: { ...text, domainColor: 'var(--line)', tickColor: 'var(--line)', gridColor: 'var(--grid)', labelPadding: 6, titlePadding: 10, tickSize: 4, labelOverlap: true, labelFlush: true },
    axisY: { titleAngle: 0, titleAlign: 'left', titleAnchor: 'end', titleX: 0, titleY: -14 },
    line: { strokeWidth: 2, strokeCap: 'butt' }, point: { size: 55, strokeWidth: 1.8 }, rule: { color: 'var(--quiet)' }, text: { color: 'var(--ink)', font: 'inherit', fontSize: 12 }
  };
  const canvasConfig = { ...config, axis: { ...config.axis, ...grey, domainColor: '#7a828e', tickColor: '#7a828e' }, font: 'sans-serif' };

  // The triangle as squares with places, both halves.
  function cells({ units, cells: count, values }) {
    const rows = [];
    let next = 0;
    const start = cell => Math.floor(cell * units / count);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j <= i; j++) {
        const covariance = values[next++];
        const [a, b, c, d] = [start(i), start(i + 1), start(j), start(j + 1)];
        rows.push({ y: a, y2: b, x: c, x2: d, covariance });
        if (i !== j) rows.push({ y: c, y2: d, x: a, x2: b, covariance });
      }
    }
    return rows;
  }

  function prepare(figure, element) {
    const chart = structuredClone(figure.chart);
    if (figure.matrix) {
      chart.data = { values: cells(figure.matrix) };
      chart.width = chart.height = Math.max(160, Math.min(element.clientWidth, 520) - 46);
      chart.autosize = { type: 'pad' };
    }
    chart.config = structuredClone(figure.matrix ? canvasConfig : config);
    return chart;
  }

  async function draw(figure) {
    const element = document.getElementById(figure.id);
    const options = { actions: false, renderer: figure.matrix ? 'canvas' : 'svg', tooltip: { disableDefaultStyle: true }, mode: 'vega-lite' };
    figure.view?.finalize();
    figure.view = (await vegaEmbed(element, prepare(figure, element), options)).view;
    figure.width = element.clientWidth;
  }

  async function drawAll() {
    for (const figure of figures) await draw(figure);
    document.documentElement.dataset.charts = 'drawn';
  }

  let timer;
  addEventListener('resize', () => {
    clearTimeout(timer);
    timer = setTimeout(() => figures.filter(f => f.width !== document.getElementById(f.id).clientWidth).forEach(draw), 150);
  });
  drawAll();
})();
