import { readdirSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Command } from 'commander';
import { type Bounce, MAX_LINES, MAX_REPORT_BYTES, readBounceCsv } from '../../shared/bounce.ts';
import { readReturnedMail } from '../../shared/delivery-report.ts';
import { AppError } from '../../shared/errors.ts';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { readGivenFile } from '../cli/files/given-file.ts';
import { readTypedText } from '../cli/files/typed-text.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';

/** Returns sent to the server at once. */
const PER_CALL = 500;

interface Read {
  readonly bounces: readonly Bounce[];
  /** Files of returns that a person must read: which e-mail, or why, is not said in a form that we know. */
  readonly unread: readonly string[];
  /** Messages of the folder that no mail system sent. */
  readonly others: number;
}

/** Reads on this machine; only Message-IDs, statuses and dates go further: returned messages hold addresses. */
function readBounces(path: string): Read {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
  if (isFolder === undefined) throw unreadable();
  if (isFolder) return readReports(readdirSync(path).map((name) => join(path, name)));
  if (extname(path).toLowerCase() === '.eml') return readReports([path]);
  return { bounces: readBounceCsv(readTypedText(path)), unread: [], others: 0 };
}

function readReports(paths: readonly string[]): Read {
  const reports = paths.filter((path) => extname(path).toLowerCase() === '.eml').sort();
  if (reports.length === 0 || reports.length > MAX_LINES) throw unreadable();
  const read = reports.map((path) => ({
    path,
    mail:
      statSync(path).size > MAX_REPORT_BYTES
        ? 'unread'
        : readReturnedMail(readGivenFile(path).toString('latin1')),
  }));
  return {
    bounces: read.flatMap(({ mail }) => (typeof mail === 'string' ? [] : [mail])),
    unread: read.filter(({ mail }) => mail === 'unread').map(({ path }) => basename(path)),
    others: read.filter(({ mail }) => mail === 'other').length,
  };
}

function unreadable(): AppError {
  return new AppError({
    code: 'bounces-unreadable',
    kind: 'invalid',
    message: 'Il n’y a pas de retours à lire à cet endroit.',
    hint: 'Donnez un .csv (message_id;statut;date), un .eml, ou un dossier de .eml.',
  });
}

/** Takes what the bounce mailbox received (docs/rules/confirmation-email.md). */
export function registerBounces(program: Command, { env, terminal }: CommandContext): void {
  const bounces = program.command('bounces').description('rebonds des e-mails (exploitation)');
  bounces
    .command('import')
    .argument('<chemin>', 'un .csv (message_id;statut;date), un .eml (RFC 3464) ou un dossier de .eml')
    .description('prend les retours de la boîte des rebonds ; les mêmes une seconde fois ne changent rien')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau bounces import rebonds-2026-11-23.csv')
    .action(async (path: string, flags: JsonFlag) => {
      const read = readBounces(path);
      const counts = {
        bounced: 0,
        already: 0,
        temporary: 0,
        unknown: 0,
        unread: read.unread,
        others: read.others,
      };
      for (let at = 0; at < read.bounces.length; at += PER_CALL) {
        const part = read.bounces.slice(at, at + PER_CALL);
        const done = await callServer(env, (rpc) => rpc.emails.importBounces.mutate({ bounces: [...part] }));
        for (const key of ['bounced', 'already', 'temporary', 'unknown'] as const) counts[key] += done[key];
      }
      jsonOr({ ...flags, terminal }, counts, () => {
        terminal.line(
          `${inNumber(counts.bounced, 'rebond(s) définitif(s)')} : adresses à corriger (plateau emails tasks)`,
        );
        terminal.line(`  déjà connus      ${counts.already}`);
        terminal.line(`  sans suite       ${counts.temporary} (retards, accusés de réception)`);
        terminal.line(`  pas à nous       ${counts.unknown}`);
        if (counts.unread.length > 0) {
          terminal.line(`  à lire à la main ${counts.unread.length}`);
          for (const name of counts.unread) terminal.line(`    ${name}`);
        }
        if (counts.others > 0) terminal.line(`  autres messages  ${counts.others} (pas des avis de remise)`);
      });
    });
}
