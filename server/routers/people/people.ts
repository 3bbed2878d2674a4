import * as z from 'zod';
import type { LiveEvent } from '../../../shared/card.ts';
import { PARTICIPANT_KINDS, PARTICIPANT_STATUSES } from '../../../shared/people/people-words.ts';
import { CONVERSATION_LIMITS } from '../../domain/conversations/conversation-limits.ts';
import { whileOpen } from '../../live/open-lines.ts';
import {
  cardSought as card,
  codeSought,
  login,
  noCard,
  reason,
  typedLine,
} from '../../procedures/input-fields.ts';
import { dataOfficerOnly, directoryKeeper, router } from '../../procedures/trpc.ts';
import {
  exportPeopleApproved,
  keepNoLongerApproved,
  purgeDirectoryApproved,
} from '../../steps/approval/approved-acts.ts';
import { countAudience, writeAsOffice } from '../../steps/conversations/write-as-office.ts';
import { certificateFiles } from '../../steps/papers/certificate-files.ts';
import { editParticipant } from '../../steps/people/edit-participant.ts';
import { countPeople, editPeople } from '../../steps/people/edit-people.ts';
import { eraseParticipant } from '../../steps/people/erase-participant.ts';
import { type PeopleFile, peopleTemplateFile } from '../../steps/people/export-people.ts';
import { findPeople } from '../../steps/people/find-people.ts';
import { importPeople } from '../../steps/people/import-people.ts';
import { planRetention } from '../../steps/people/keep-no-longer.ts';
import { forgetSearch, keepSearch, listSearches } from '../../steps/people/keep-searches.ts';
import { linkAccount } from '../../steps/people/link-account.ts';
import { loadPeopleFields } from '../../steps/people/open-people-base.ts';
import { peopleDashboardFile, readPeopleDashboard } from '../../steps/people/people-dashboard.ts';
import { listPeopleFields } from '../../steps/people/read-people-fields.ts';
import { showParticipant } from '../../steps/people/show-participant.ts';
import { undoPeopleEdit } from '../../steps/people/undo-people-edit.ts';

const charity = codeSought.optional();
const where = typedLine(0, 300);
/** Of a field, as `personnes.yaml` writes it. */
const key = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/);
const tag = z.string().max(40).refine(noCard);
const expected = z.int().min(0);

/** What a person types about a card: `clé=valeur` pairs and tags, read against the fields of the base by the step. */
const change = z.strictObject({
  status: z.enum(PARTICIPANT_STATUSES).optional(),
  kind: z.enum(PARTICIPANT_KINDS).optional(),
  set: z.array(z.strictObject({ key, value: z.string().max(2000).refine(noCard) })).max(40),
  addTags: z.array(tag).max(30),
  removeTags: z.array(tag).max(30),
});

/**
 * The directory of a charity. Reading a card or searching many opens sealed data: mutations, since each is
 * noted.
 */
export const peopleRouter = router({
  fields: directoryKeeper
    .input(z.strictObject({ charity }))
    .query(({ ctx, input }) => listPeopleFields(ctx.app, { ...input, account: ctx.account })),

  loadFields: directoryKeeper
    .meta({ pace: 'heavy' })
    .input(
      z.strictObject({
        charity: codeSought,
        yaml: z.string().max(100_000).refine(noCard),
        accept: z.array(key).max(80),
      }),
    )
    .mutation(({ ctx, input }) => loadPeopleFields(ctx.app, { ...input, account: ctx.account })),

  template: directoryKeeper
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity }))
    .mutation(async ({ ctx, input }) =>
      inBase64(await peopleTemplateFile(ctx.app, { ...input, account: ctx.account })),
    ),

  send: directoryKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ file: z.uuid(), at: z.int().min(0).max(200), base64: z.base64().max(180_000) }))
    .mutation(({ ctx, input: { file, at, base64 } }) =>
      ctx.app.pieces.add(ctx.account.id, { file, at, bytes: Buffer.from(base64, 'base64') }),
    ),

  import: directoryKeeper
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity, file: z.uuid(), isCheck: z.boolean() }))
    .mutation(({ ctx, input: { file, ...asked } }) =>
      importPeople(ctx.app, {
        ...asked,
        account: ctx.account,
        bytes: ctx.app.pieces.take(ctx.account.id, file),
      }),
    ),

  find: directoryKeeper
    .meta({ pace: 'read' })
    .input(
      z.strictObject({
        charity,
        where,
        from: z.int().min(0).max(100_000),
        limit: z.int().min(1).max(200),
        whole: z.boolean().default(false),
      }),
    )
    .mutation(({ ctx, input }) => findPeople(ctx.app, { ...input, account: ctx.account })),

  searches: directoryKeeper
    .input(z.strictObject({ charity }))
    .query(({ ctx, input }) => listSearches(ctx.app, { ...input, account: ctx.account })),

  keepSearch: directoryKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, name: typedLine(2, 60), where: typedLine(1, 300) }))
    .mutation(({ ctx, input }) => keepSearch(ctx.app, { ...input, account: ctx.account })),

  forgetSearch: directoryKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, name: typedLine(2, 60) }))
    .mutation(({ ctx, input }) => forgetSearch(ctx.app, { ...input, account: ctx.account })),

  show: directoryKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, card }))
    .mutation(({ ctx, input }) => showParticipant(ctx.app, { ...input, account: ctx.account })),

  count: directoryKeeper
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity, where }))
    .mutation(({ ctx, input }) => countPeople(ctx.app, { ...input, account: ctx.account })),

  edit: directoryKeeper
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity, where, change, expected }))
    .mutation(({ ctx, input }) => editPeople(ctx.app, { ...input, account: ctx.account })),

  editOne: directoryKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, card, change }))
    .mutation(({ ctx, input }) => editParticipant(ctx.app, { ...input, account: ctx.account })),

  audience: directoryKeeper
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity, to: where }))
    .mutation(({ ctx, input }) => countAudience(ctx.app, { ...input, account: ctx.account })),

  write: directoryKeeper
    .meta({ pace: 'heavy' })
    .input(
      z.strictObject({
        ...{ charity, to: where, expected, reason },
        text: z.string().max(CONVERSATION_LIMITS.textMost).refine(noCard),
      }),
    )
    .mutation(({ ctx, input }) => writeAsOffice(ctx.app, { ...input, account: ctx.account })),

  undo: directoryKeeper
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity, editId: z.uuid() }))
    .mutation(({ ctx, input }) => undoPeopleEdit(ctx.app, { ...input, account: ctx.account })),

  export: directoryKeeper
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity, where, format: z.enum(['xlsx', 'csv']), reason }))
    .mutation(async ({ ctx, input }) =>
      inBase64(await exportPeopleApproved(ctx.app, { ...input, account: ctx.account })),
    ),

  dashboard: directoryKeeper
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity }))
    .mutation(({ ctx, input }) => readPeopleDashboard(ctx.app, { ...input, account: ctx.account })),

  dashboardFile: directoryKeeper
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity }))
    .mutation(async ({ ctx, input }) => {
      const bytes = await peopleDashboardFile(ctx.app, { ...input, account: ctx.account });
      return { base64: Buffer.from(bytes).toString('base64') };
    }),

  link: directoryKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, card, login: login.or(z.literal('')) }))
    .mutation(({ ctx, input }) => linkAccount(ctx.app, { ...input, account: ctx.account })),

  live: directoryKeeper.subscription(async function* ({ ctx, signal }): AsyncGenerator<LiveEvent> {
    yield* whileOpen(ctx, ctx.app.live.eventsFor(ctx.account.id, signal));
  }),

  destroy: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity: codeSought, typedCode: z.string().max(20), verifier: login }))
    .mutation(async ({ ctx, input }) => {
      const done = await purgeDirectoryApproved(ctx.app, { ...input, operator: ctx.account });
      const { certificateNumber, facts } = done;
      return {
        certificateNumber,
        hits: facts.scan.hits,
        files: await certificateFiles(ctx.app, certificateNumber),
      };
    }),

  retention: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity }))
    .query(({ ctx, input }) => planRetention(ctx.app, { ...input, account: ctx.account })),

  keepNoLonger: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity, expected, reason }))
    .mutation(({ ctx, input }) => keepNoLongerApproved(ctx.app, { ...input, account: ctx.account })),

  erase: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity, card, reason }))
    .mutation(({ ctx, input }) => eraseParticipant(ctx.app, { ...input, account: ctx.account })),
});

function inBase64({ bytes, ...counts }: PeopleFile) {
  return { ...counts, base64: Buffer.from(bytes).toString('base64') };
}
