import type { Call } from './call.ts';

/** Of these codes, the reason that the person gave last, as an answer of the path tells it; undefined when none did. */
export function heardReason({ script, path }: Call, codes: readonly string[]): string | undefined {
  const given = path.map(
    (step) => script.nodes[step.node]?.answers.find((answer) => answer.key === step.answer)?.heard,
  );
  return given.findLast((code) => code !== undefined && codes.includes(code));
}
