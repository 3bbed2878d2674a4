import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

const FONT = 'DejaVu Sans';
/** Twice the size on screen: sharp on paper. */
const SCALE = 2;

const fontFile = (name: string) => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

/** Vega without a canvas estimates the width of texts, the same on every machine. */
export async function drawSvg(spec: TopLevelSpec): Promise<string> {
  const { spec: vega } = compile(spec, { logger: SILENT });
  const view = new View(parse(vega), { renderer: 'none', logger: SILENT });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** Only our font is loaded: what the machine has installed changes nothing. */
export function pngOfSvg(svg: string): Uint8Array {
  const drawn = new Resvg(svg, {
    font: {
      loadSystemFonts: false,
      fontFiles: [fontFile('DejaVuSans'), fontFile('DejaVuSans-Bold')],
      defaultFontFamily: FONT,
    },
    fitTo: { mode: 'zoom', value: SCALE },
    background: 'white',
  });
  return new Uint8Array(drawn.render().asPng());
}

const SILENT = {
  level: () => SILENT,
  error: () => SILENT,
  warn: () => SILENT,
  info: () => SILENT,
  debug: () => SILENT,
};
