import { parse, type Spec, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

const config = { background: 'white', font: 'sans-serif' } as const;

/** The picture that a Vega-Lite specification describes. */
export const plot = (spec: TopLevelSpec) =>
  draw(compile({ ...spec, config: { ...config, ...spec.config } }).spec);

/** The picture that a Vega specification describes, as SVG. */
export const draw = (spec: Spec): Promise<string> =>
  new View(parse({ ...config, ...spec }), { renderer: 'none' }).toSVG();
