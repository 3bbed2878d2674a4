import * as z from 'zod';
import { openShapeOf, parsedAs } from '../../../shared/shape-of.ts';

/** One thing that a server looked at in itself: a code and a verdict, nothing of anybody. */
interface HealthCheck {
  readonly code: string;
  readonly ok: boolean;
}

const ANSWER = openShapeOf<{ readonly checks: readonly HealthCheck[] }>({
  checks: z.array(z.object({ code: z.string().regex(/^[a-z-]{1,30}$/), ok: z.boolean() })).max(50),
});

/** Codes of what a server says is wrong with it; undefined when it says nothing, or nothing that can be read. */
export function unwellCodes(body: string): string | undefined {
  const wrong = parsedAs(body, ANSWER)?.checks.filter(({ ok }) => !ok) ?? [];
  return wrong.length === 0 ? undefined : wrong.map(({ code }) => code).join(', ');
}
