import * as z from 'zod';
import { isAppError } from '../../shared/errors.ts';
import { parsedAs } from '../../shared/shape-of.ts';
import type { NumberDirectory, NumberEntry } from '../ports/number-directory.ts';
import { checkGateway } from './gateway-refusals.ts';
import { askSigned, type GatewaySetting } from './signed-client.ts';

/** Later, the caller has begun to say who they are. */
const ANSWER_MS = 300;

const line = (max: number) => z.string().trim().max(max).default('');

/** No longer than the fields of the form: an address cut short would be read to the caller as theirs. */
const entry: z.ZodType<NumberEntry> = z.object({
  lastName: z.string().trim().min(1).max(50),
  ...{ firstName: line(50), street: line(38), postcode: line(10), town: line(35) },
});

/** A directory behind the port `server/ports/number-directory.ts` (docs/rules/gateways.md#directory). Nothing is opened yet. */
export function openHttpNumberDirectory(setting: GatewaySetting): NumberDirectory {
  const gateway = {
    ...setting,
    name: 'L’annuaire des numéros',
    setIn: 'PLATEAU_NUMBERS_URL et les suivantes',
  };
  return {
    isConfigured: true,
    find: async (number) => {
      try {
        const body = { number };
        const answer = await askSigned(gateway, { method: 'POST', path: '/find', body, withinMs: ANSWER_MS });
        const isEntry = answer.kind === 'answered' && answer.status === 200;
        return isEntry ? parsedAs(answer.text, entry) : undefined;
      } catch (error) {
        // A key or an authority that cannot be read is for `plateau doctor` to say: the name is typed.
        if (!isAppError(error)) throw error;
        return undefined;
      }
    },
    check: () => checkGateway(gateway),
    close: async () => {},
  };
}
