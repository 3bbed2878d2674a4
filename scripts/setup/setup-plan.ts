import { z } from 'zod';
import { providerSchema } from '../../server/domain/house/provider.ts';
import { AppError } from '../../shared/errors.ts';
import { GIVEN_ROLES } from '../../shared/roles.ts';
import { readTypedText } from '../cli/files/typed-text.ts';

const text = z.string().trim().min(1);
const day = z.iso.date();

const person = z.strictObject({
  login: text,
  name: text,
  role: z.enum(GIVEN_ROLES),
  campaigns: z.array(text).default([]),
  from: day.optional(),
  until: day,
});

/** What an installation is made of, a part a step; a part that is absent is left for later. Never a secret: files hold those. */
const planSchema = z.strictObject({
  places: z
    .strictObject({
      data: text,
      backups: text.optional(),
      listen: text.default('127.0.0.1:7040'),
      ssh: text.default('127.0.0.1:2222'),
    })
    .optional(),
  /** 0600; it holds the phrase already. */
  passphraseFile: text.optional(),
  drop: z.strictObject({ url: text, keyFile: text, hostKey: text }).optional(),
  relay: z
    .strictObject({ url: text, passwordFile: text.optional(), requireTls: z.boolean().default(true) })
    .optional(),
  /** What the papers and the offer say of the house: written beside `.env`. */
  provider: providerSchema.optional(),
  schedule: z.boolean().optional(),
  /** One of the product's own by its folder's name, or a folder. */
  campaign: text.optional(),
  charityKey: text.optional(),
  people: z.array(person).max(50).optional(),
});

export type SetupPlan = z.infer<typeof planSchema>;
export type PlannedPerson = z.infer<typeof person>;

function planInvalid(where: string, why: string): AppError {
  return new AppError({
    code: 'setup-plan-invalid',
    kind: 'invalid',
    message: `Le fichier d’installation n’est pas juste${where === '' ? '' : `, à « ${where} »`} : ${why}`,
    hint: 'Comparez-le avec scripts/setup/setup.exemple.yaml. Un secret n’y figure jamais : donnez le nom de son fichier.',
  });
}

const WHY: Readonly<Record<string, string>> = {
  unrecognized_keys: 'ce nom n’est pas connu.',
  invalid_type: 'la valeur manque, ou n’est pas de la bonne sorte.',
  invalid_value: 'cette valeur n’est pas une de celles admises.',
  invalid_format: 'une date s’écrit AAAA-MM-JJ.',
};

/** The plan of an unattended host. AppError `setup-plan-invalid`, which names the place, never a value. */
export async function readSetupPlan(file: string): Promise<SetupPlan> {
  const { parse, YAMLParseError } = await import('../cli/yaml-reader.ts');
  try {
    const { success, data, error } = planSchema.safeParse(parse(readTypedText(file)) ?? {});
    if (success) return data;
    const [first] = error.issues;
    const keys = first?.code === 'unrecognized_keys' ? first.keys : [];
    throw planInvalid(
      [...(first?.path ?? []), ...keys].join('.'),
      WHY[first?.code ?? ''] ?? 'valeur refusée.',
    );
  } catch (error) {
    if (error instanceof YAMLParseError) throw planInvalid('', 'ce n’est pas du YAML.');
    throw error;
  }
}
