import { onTestFinished } from 'vitest';
import type { AmiWaits } from '../../../server/asterisk/ami-line.ts';
import { openAsterisk } from '../../../server/asterisk/ami-telephony.ts';
import { openLog } from '../../../server/log/pino-log.ts';
import { handClock } from '../call/centre.ts';
import { lineDiary } from './line-diary.ts';
import { AMI_USER, type ScriptedAmi, scriptedAmi } from './scripted-ami.ts';

const NOW_MS = Date.UTC(2026, 11, 5, 19, 0);
export const NUMBER = '+33639980001';
const QUICK: AmiWaits = { answerMs: 1_000, againMs: { first: 20, last: 40 } };

/** A line on that AMI, its clock in hand, and whatever it logged. */
export function lineOn(ami: { readonly port: number }, secret: () => string = AMI_USER.secret) {
  const logged: string[] = [];
  const clock = handClock(NOW_MS);
  const line = openAsterisk({
    setting: { host: '127.0.0.1', port: ami.port, tls: false, user: AMI_USER.user, secret },
    clock,
    log: openLog('info', { write: (text: string) => void logged.push(text) }),
    readNumber: (shown) => (/^\+\d+$/.test(shown) ? shown : undefined),
    waits: QUICK,
  });
  onTestFinished(() => line.close());
  return { line, clock, logged };
}

/** Closed with the test. */
export async function amiOf(...asked: Parameters<typeof scriptedAmi>): Promise<ScriptedAmi> {
  const ami = await scriptedAmi(...asked);
  onTestFinished(() => ami.close());
  return ami;
}

/** A line that is up, and its diary. */
export async function followed() {
  const ami = await amiOf();
  const room = lineOn(ami);
  const diary = lineDiary(room.line);
  await diary.until('line', ({ state }) => state === 'up');
  return { ami, diary, ...room };
}

/** The refusal's code, or `ok`. */
export const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'ok',
    (error) => error.code,
  );
