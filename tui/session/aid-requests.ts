import { cleanDeep } from '../screen/terminal-text.ts';
import type { AidsCommand } from '../state/aids.ts';
import type { DiaryCommand } from '../state/overlays/diary.ts';
import type { TownsCommand } from '../state/towns.ts';
import { type RequestRows, saidBelow } from './request.ts';

/** What helps during a call and between two. */
export const AID_REQUESTS: RequestRows<AidsCommand | DiaryCommand | TownsCommand> = {
  aids: ({ content }, { campaign, version }) => ({
    answer: content.aids(campaign, version).then((aids) => ({ type: 'aids-came', campaign, aids })),
    failed: (problem) => ({ type: 'aids-failed', campaign, version, problem }),
  }),
  towns: ({ desk }, { campaign, postcode }) => ({
    answer: desk
      .towns(campaign, postcode)
      .then((names) => ({ type: 'towns-came', postcode, names: cleanDeep(names) })),
    failed: saidBelow,
  }),
  diary: ({ desk }) => ({
    answer: desk.diary().then((diary) => ({ type: 'diary-came', diary: cleanDeep(diary) })),
    failed: (problem) => ({ type: 'diary-failed', problem }),
  }),
};
