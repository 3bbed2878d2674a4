import type { CommandContext } from './command-context.ts';

/** What servers do that have not the key of a charity or a supplier yet. */
export const SEALS_NOTHING = 'Jusque-là ils ne scellent rien pour elle, et le disent.';

/** A public key was registered on this ring; the running server beside this command tells it to those of the others. */
export function sayOtherRings(
  { terminal }: Pick<CommandContext, 'terminal'>,
  servers: readonly string[],
  until: string,
): void {
  if (servers.length === 0) return;
  terminal.line(`Cette maison a plusieurs serveurs (${servers.join(', ')}) : la clé va d’elle-même`);
  terminal.line('aux autres, dès que celui de cette machine est en marche.');
  terminal.line(until);
}
