import type { CallAids } from '../../shared/call-aids.ts';
import type { Desk } from '../../shared/desk.ts';
import { cleanDeep } from '../screen/terminal-text.ts';
import type { ScreenCommand, ScreenWorldMessage } from '../state/screen-messages.ts';
import type { Problem } from '../state/workstation-state.ts';

/** What a request brings, and what its failure is called. */
export interface ScreenRequest {
  readonly answer: Promise<ScreenWorldMessage>;
  readonly failed: (problem: Problem) => ScreenWorldMessage;
}

/** A version never changes: it is fetched once. */
const kept = new WeakMap<Desk, Map<string, CallAids>>();

async function aidsOf(desk: Desk, campaign: string, version: string): Promise<CallAids> {
  const known = kept.get(desk) ?? new Map<string, CallAids>();
  kept.set(desk, known);
  const key = `${campaign}\n${version}`;
  const aids = known.get(key) ?? cleanDeep(await desk.aids(campaign, version));
  known.set(key, aids);
  return aids;
}

async function beginPractice(desk: Desk): Promise<ScreenWorldMessage> {
  const start = cleanDeep(await desk.beginPractice());
  const { code, scriptVersion, aidsVersion } = start.card.campaign;
  const script = cleanDeep(await desk.script(code, scriptVersion));
  const aids = aidsVersion === undefined ? undefined : await aidsOf(desk, code, aidsVersion);
  return { type: 'practice-came', start, script, ...(aids ? { aids } : {}) };
}

/** Does what the screens around the calls asked. */
export function screenRequest(desk: Desk, command: ScreenCommand): ScreenRequest {
  switch (command.do) {
    case 'aids': {
      const { campaign, version } = command;
      return {
        answer: aidsOf(desk, campaign, version).then((aids) => ({ type: 'aids-came', campaign, aids })),
        failed: (problem) => ({ type: 'aids-failed', campaign, version, problem }),
      };
    }
    case 'diary':
      return {
        answer: desk.diary().then((diary) => ({ type: 'diary-came', diary: cleanDeep(diary) })),
        failed: (problem) => ({ type: 'diary-failed', problem }),
      };
    case 'begin-practice':
      return {
        answer: beginPractice(desk),
        failed: (problem) => ({ type: 'practice-failed', problem }),
      };
    case 'pass-practice':
      return {
        answer: desk.passPractice(command.result).then(() => ({ type: 'practice-passed' })),
        failed: (problem) => ({ type: 'practice-unsent', problem }),
      };
  }
}
