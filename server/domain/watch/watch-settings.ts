import * as z from 'zod';

const name = z.string().trim().min(2).max(60);
const place = z.string().regex(/^(\[[0-9a-f:]+\]|[a-z0-9.-]+):\d{1,5}$/i, 'adresse : hôte:port');
const mailbox = z
  .string()
  .max(254)
  .regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/, 'adresse d’e-mail');

/** Keys that say how a target is asked: one of them stands in each. */
export const KINDS = ['url', 'ssh', 'smtp', 'certificate'] as const;

const target = z.strictObject({
  name,
  url: z.url({ protocol: /^https?$/, error: 'adresse https://…' }).optional(),
  ssh: place.optional(),
  smtp: place.optional(),
  certificate: place.optional(),
  /** Of `url`: the status that is right. */
  status: z.int().min(100).max(599).optional(),
  /** Of `url`: stands in the page. */
  word: z.string().min(1).max(200).optional(),
  /** Of `url`: file of the token that the server’s `/health` knows its watch by. */
  tokenFile: z.string().min(1).max(300).optional(),
  /** Of `certificate`: fewer days than that are a failure. */
  daysLeft: z.int().min(1).max(90).optional(),
  /** Not ours and not theirs: when no witness answers, it is our own network that is lost. */
  witness: z.boolean().default(false),
});

/** `veille.yaml`, parsed. Durations carry their unit in their names. */
export const watchSettingsSchema = z.strictObject({
  name,
  mail: z.strictObject({ from: mailbox, to: z.array(mailbox).min(1).max(10) }),
  everySeconds: z.int().min(10).max(3600).default(60),
  timeoutSeconds: z.int().min(1).max(60).default(10),
  downAfter: z.int().min(1).max(10).default(3),
  upAfter: z.int().min(1).max(10).default(2),
  reminderHours: z.int().min(1).max(168).default(6),
  /** Months of measures that are kept, the current one included. */
  keepMonths: z.int().min(1).max(60).default(13),
  /** Where the Atom feed is written, to be served or read from there; absent: in the folder of the watch. */
  feedFile: z.string().min(1).max(300).optional(),
  /** PEM file of an authority to trust besides the system’s. */
  caFile: z.string().min(1).max(300).optional(),
  targets: z.array(target).min(1).max(20),
});

export type WatchSettings = z.output<typeof watchSettingsSchema>;
export type TargetSettings = WatchSettings['targets'][number];

/** A network place. */
interface Place {
  readonly host: string;
  readonly port: number;
}

/** How a target is asked. */
export type Probe =
  | {
      readonly kind: 'url';
      readonly url: string;
      readonly status: number;
      readonly word?: string | undefined;
      readonly tokenFile?: string | undefined;
    }
  | ({ readonly kind: 'ssh' | 'smtp' } & Place)
  | ({ readonly kind: 'certificate'; readonly daysLeft: number } & Place);

const OK = 200;
const DAYS_LEFT = 21;

function placeOf(text: string): Place {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(text.slice(colon + 1)) };
}

/** How a target of a file without a fault is asked; undefined for one that says no way. */
export function probeOf(target: TargetSettings): Probe | undefined {
  const { url, status = OK, word, tokenFile, ssh, smtp, certificate, daysLeft = DAYS_LEFT } = target;
  if (url !== undefined) return { kind: 'url', url, status, word, tokenFile };
  if (ssh !== undefined) return { kind: 'ssh', ...placeOf(ssh) };
  if (smtp !== undefined) return { kind: 'smtp', ...placeOf(smtp) };
  if (certificate !== undefined) return { kind: 'certificate', daysLeft, ...placeOf(certificate) };
  return undefined;
}

/** `ssh plateau.exemple:2222`, for who reads an alert. */
export function whereOf({ url, ssh, smtp, certificate }: TargetSettings): string {
  if (url !== undefined) return url;
  if (ssh !== undefined) return `ssh ${ssh}`;
  if (smtp !== undefined) return `smtp ${smtp}`;
  return `certificat ${certificate ?? ''}`;
}
