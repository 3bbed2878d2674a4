import { type Update, update } from './messages.ts';
import { practiceWorld } from './practice.ts';
import type { ScreenWorldMessage } from './screen-messages.ts';
import type { WorkstationState } from './workstation-state.ts';

/** An answer about notes, diary or practice; one that no longer fits the screen changes nothing. */
export function screenWorldUpdate(
  state: WorkstationState,
  message: ScreenWorldMessage,
  nowMs: number,
): Update {
  const { overlay, aids } = state;
  switch (message.type) {
    case 'aids-came':
      return aids?.campaign === message.campaign && aids.version === message.aids.version
        ? update({
            ...state,
            aids: { campaign: aids.campaign, version: aids.version, aids: message.aids },
          })
        : update(state);
    case 'aids-failed':
      return aids?.campaign === message.campaign && aids.version === message.version
        ? update({ ...state, aids: { ...aids, problem: message.problem } })
        : update(state);
    case 'diary-came':
      return overlay?.kind === 'diary' || overlay?.kind === 'shift-end'
        ? update({ ...state, overlay: { ...overlay, diary: message.diary } })
        : update(state);
    case 'diary-failed':
      return overlay?.kind === 'diary' || overlay?.kind === 'shift-end'
        ? update({ ...state, overlay: { ...overlay, problem: message.problem } })
        : update(state);
    default:
      return practiceWorld(state, message, nowMs);
  }
}

/** With a card, the notes of its campaign: asked for once per version, whoever brought the card. */
export function withAids({ state, commands }: Update): Update {
  const { stage, aids } = state;
  if (stage.at !== 'call') return { state, commands };
  const { code: campaign, aidsVersion: version } = stage.call.card.campaign;
  if (aids?.campaign === campaign && aids.version === (version ?? '')) return { state, commands };
  if (version === undefined) {
    const none = { version: '', notes: [], objections: [] };
    return { state: { ...state, aids: { campaign, version: '', aids: none } }, commands };
  }
  return {
    state: { ...state, aids: { campaign, version } },
    commands: [...commands, { do: 'aids', campaign, version }],
  };
}
