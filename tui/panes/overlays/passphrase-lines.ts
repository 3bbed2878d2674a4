import { passphraseRefusal, passphraseStrength } from '../../../shared/passphrase-rules.ts';
import { BLANK, type Line, line, span } from '../../screen/line.ts';
import { typedAs } from '../../state/passphrase-stage.ts';
import type { PassphraseStage } from '../../state/workstation-state.ts';
import { PASSPHRASE } from '../../words/french-passphrase.ts';
import { fieldLine } from '../field-line.ts';
import { problemLines, prose } from './page-text.ts';

/** The rule, the fields without what is typed, and how strong it is once it is long enough. */
export function passphraseLines(stage: PassphraseStage): Line[] {
  const chosen = typedAs(stage, 'chosen');
  const isLongEnough = chosen !== '' && passphraseRefusal(chosen) === undefined;
  return [
    line(span(PASSPHRASE.title, 'title')),
    BLANK,
    ...prose(stage.isOwed ? PASSPHRASE.owed : PASSPHRASE.wished),
    ...prose(PASSPHRASE.rule, 'faint'),
    BLANK,
    ...stage.fields.map(({ name, field }, at) => {
      const isHere = at === stage.index;
      return line(
        span(isHere ? '▸ ' : '  ', 'key'),
        span(PASSPHRASE.fields[name].padEnd(17), isHere ? 'strong' : 'faint'),
        ...fieldLine(field, { width: 40, focused: isHere && !stage.busy, masked: true }),
      );
    }),
    BLANK,
    ...(stage.busy ? prose(PASSPHRASE.busy, 'faint') : []),
    ...(isLongEnough && !stage.busy ? prose(PASSPHRASE.strength(passphraseStrength(chosen)), 'faint') : []),
    ...(stage.problem ? problemLines(stage.problem) : []),
  ];
}
