import path from 'node:path';
import type { EChartsOption } from 'echarts';

const fonts = ['chinese-simplified', 'latin', 'latin-ext'].map((part) =>
  path.join(import.meta.dirname, '../../assets/fonts', `noto-sans-sc-${part}.ttf`),
);
const width = 900;
const height = 480;
const scale = 1.5;

/**
 * An echarts option as a PNG of 1350×720, the same bytes on every machine. Takes most of a second the first time, for the
 * libraries are loaded only then: keep it off the event loop that answers taps.
 */
export async function renderChart(option: EChartsOption): Promise<Uint8Array> {
  const [echarts, { Resvg }] = await Promise.all([import('echarts'), import('@resvg/resvg-js')]);
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({
      backgroundColor: '#ffffff',
      textStyle: { fontFamily: 'Noto Sans SC' },
      ...option,
      // An animated picture is drawn at its first frame: empty.
      animation: false,
    });
    // Without a font that is named and found, resvg draws no text and says nothing.
    return new Resvg(chart.renderToSVGString(), {
      fitTo: { mode: 'zoom', value: scale },
      font: { fontFiles: fonts, loadSystemFonts: false, defaultFontFamily: 'Noto Sans SC' },
    })
      .render()
      .asPng();
  } finally {
    // Else it keeps the process alive.
    chart.dispose();
  }
}
