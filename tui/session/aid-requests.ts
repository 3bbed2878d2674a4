import { cleanDeep } from '../screen/terminal-text.ts';
import type { AidsCommand } from '../state/aids.ts';
import type { DiaryCommand } from '../state/overlays/diary.ts';
import type { RequestRows } from './request.ts';

/** What helps during a call and between two. */
export const AID_REQUESTS: RequestRows<AidsCommand | DiaryCommand> = {
  aids: ({ content }, { campaign, version }) => ({
    answer: content.aids(campaign, version).then((aids) => ({ type: 'aids-came', campaign, aids })),
    failed: (problem) => ({ type: 'aids-failed', campaign, version, problem }),
  }),
  diary: ({ desk }) => ({
    answer: desk.diary().then((diary) => ({ type: 'diary-came', diary: cleanDeep(diary) })),
    failed: (problem) => ({ type: 'diary-failed', problem }),
  }),
};
