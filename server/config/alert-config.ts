import { refuse, section } from './config-refusal.ts';

/** Who is mailed, and from which address. */
export interface AlertTo {
  readonly from: string;
  readonly to: readonly string[];
}

const ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/;

/** Both variables or none. AppError `config-invalid` names the one at fault. */
export function readAlert(
  env: Readonly<Record<string, string | undefined>>,
  names: { readonly from: string; readonly to: string },
): AlertTo | undefined {
  const set = section(env, [names.from, names.to]);
  if (!set) return undefined;
  const from = set[names.from] ?? '';
  const to = (set[names.to] ?? '').split(',').map((one) => one.trim());
  if (!ADDRESS.test(from)) refuse(names.from, 'attend nom@domaine.');
  if (!to.every((address) => ADDRESS.test(address))) refuse(names.to, 'attend nom@domaine.');
  return { from, to };
}
