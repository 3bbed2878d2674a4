import type { CallScript, NodeMark, PathStep } from '../../../shared/call-script.ts';

/** One step of a call's path in words: what the screen showed and the answer that was pressed. */
export interface ToldStep {
  readonly node: string;
  readonly title: string;
  readonly marks: readonly NodeMark[];
  /** '' where a key of its own ended the call. */
  readonly answer: string;
  readonly objections: readonly string[];
}

/** The path by the script of its own version; a step that the script does not know keeps its name. Pure. */
export function toldPath(script: CallScript | undefined, path: readonly PathStep[]): readonly ToldStep[] {
  return path.map(({ node: id, answer, objections = [] }) => {
    const node = script?.nodes[id];
    const label = node?.answers.find(({ key }) => key === answer)?.label;
    return {
      node: id,
      title: node?.title ?? id,
      marks: node?.marks ?? [],
      answer: label ?? answer ?? '',
      objections,
    };
  });
}
