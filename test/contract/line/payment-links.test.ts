import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lineDrafts } from '../../../server/domain/said/line-draft.ts';
import { importBounces } from '../../../server/steps/email/import-bounces.ts';
import { agePledges } from '../../../server/steps/line/age-pledges.ts';
import { listPledges, settleLink, withdrawPledge } from '../../../server/steps/line/follow-pledge.ts';
import { readDesk } from '../../../server/steps/line/read-desk.ts';
import { savePledge } from '../../../server/steps/line/save-pledge.ts';
import { recoverLinks, sendLinks } from '../../../server/steps/line/send-links.ts';
import { enforceLoaded } from '../../../server/steps/script/script-at-load.ts';
import { readMail } from '../../support/email/smtp-sink.ts';
import { LINE, type PledgeRoom, pledgeRoom, typedPledge } from '../../support/line/pledge-room.ts';
import { accountRow } from '../../support/store/store-rows.ts';

let room: PledgeRoom;
beforeEach(async () => {
  room = await pledgeRoom();
});
afterEach(() => room.close());

const DAY_MS = 86_400_000;
const send = () => sendLinks(room.deps, { actor: 'system', limit: 100 });
const age = () => agePledges(room.deps, { actor: 'system' });
const kinds = async (at = 0) => {
  const id = (await room.pledges())[at]?.id ?? '';
  return (await room.deps.store.read((rows) => rows.pledges.events(id))).map(({ kind }) => kind);
};

describe('the payment link of a pledge, by e-mail (R-40)', () => {
  it('leaves once, from the charity, with nothing of the person in the link', async () => {
    await room.save();
    expect(await send()).toMatchObject({ sent: 1 });
    expect(await send()).toMatchObject({ sent: 0 });
    const [mail] = room.sink.messages();
    const { header, text } = readMail(mail?.raw ?? '');
    expect(mail?.to).toEqual(['zephyrine@exemple.invalid']);
    expect(header('from')).toContain('promesses@exemple.invalid');
    expect(header('subject')).toContain('Votre promesse de');
    const [link = ''] = /https:\/\/don\.exemple\.invalid\/p\/\S+/.exec(text) ?? [];
    expect(link).toMatch(/\/p\/[A-Za-z0-9_-]{22}$/);
    expect(text).toContain('50');
    expect(await kinds()).toEqual(['record', 'sendLink']);
    expect((await room.pledges())[0]).toMatchObject({ state: 'linkSent', sending: 'none' });
    expect([await room.audits('pledge.sent'), await room.audits('pledge.open')]).toEqual([1, 1]);
  });

  it('of two runs at once one sends, and one that a stop cut is never sent again by itself', async () => {
    await room.save();
    const [first, second] = await Promise.all([send(), send()]);
    expect(first.sent + second.sent).toBe(1);
    await room.save({ lastName: 'Autre' });
    const id = (await room.pledges())[1]?.id ?? '';
    await room.deps.store.write((rows) => rows.pledges.update(id, { sending: 'sending' }));
    expect(await recoverLinks(room.deps)).toBe(1);
    await send();
    expect(room.sink.count()).toBe(1);
    expect((await room.pledges())[1]).toMatchObject({ sending: 'uncertain', state: 'recorded' });
    const act = { account: accountRow({ id: 'ops-1', role: 'ops' }), id, reason: 'journal du relais' };
    await settleLink(room.deps, { ...act, as: 'resend' });
    await send();
    expect((await room.pledges())[1]).toMatchObject({ sending: 'none', state: 'linkSent' });
    await expect(settleLink(room.deps, { ...act, as: 'sent' })).rejects.toMatchObject({
      code: 'pledge-not-so',
    });
  });

  it('is reminded once, then the pledge lapses and nobody is named in it any more', async () => {
    await room.save({}, { number: '06 39 98 00 01' });
    await send();
    room.clock.ms += 6 * DAY_MS;
    expect(await age()).toEqual({ reminded: 0, lapsed: 0, forgotten: 0 });
    room.clock.ms += DAY_MS;
    expect(await age()).toEqual({ reminded: 1, lapsed: 0, forgotten: 0 });
    expect(await send()).toMatchObject({ sent: 1 });
    room.clock.ms += DAY_MS;
    expect(await age()).toEqual({ reminded: 0, lapsed: 0, forgotten: 0 });
    expect(room.sink.count()).toBe(2);
    room.clock.ms += 22 * DAY_MS;
    expect(await age()).toEqual({ reminded: 0, lapsed: 1, forgotten: 0 });
    expect(await age()).toEqual({ reminded: 0, lapsed: 0, forgotten: 0 });
    expect(await kinds()).toEqual(['record', 'sendLink', 'remind', 'lapse']);
    expect((await room.pledges())[0]).toMatchObject({
      ...{ state: 'lapsed', sealed: null, tokenHash: null, numberIndex: null, personIndex: null },
      amountMinor: 5000,
    });
  });

  it('waits for the call-back above the threshold, and does not leave once the pledge is withdrawn', async () => {
    await room.save({ amount: '300' });
    await room.save({ lastName: 'Autre', amount: '20' });
    const id = (await room.pledges())[1]?.id ?? '';
    await room.deps.store.write((rows) => rows.pledges.update(id, { sending: 'none', state: 'withdrawn' }));
    expect(await send()).toMatchObject({ sent: 0, later: 0 });
    expect(room.sink.count()).toBe(0);
  });

  it('that never left lapses on its day too, and who took a pledge back is forgotten then', async () => {
    await room.save({ amount: '300' });
    await room.save({ lastName: 'Autre' });
    await room.save({ lastName: 'Encore' });
    const [, refused = '', back = ''] = (await room.pledges()).map(({ id }) => id);
    await room.deps.store.write((rows) => rows.pledges.update(refused, { sending: 'refused' }));
    const account = accountRow({ id: 'lea', role: 'lead', campaigns: [LINE] });
    await withdrawPledge(room.deps, { account, id: back, reason: 'la personne a changé d’avis' });
    room.clock.ms += 29 * DAY_MS;
    expect(await age()).toEqual({ reminded: 0, lapsed: 0, forgotten: 0 });
    room.clock.ms += DAY_MS;
    expect(await age()).toEqual({ reminded: 0, lapsed: 2, forgotten: 1 });
    expect(await age()).toEqual({ reminded: 0, lapsed: 0, forgotten: 0 });
    expect((await room.pledges()).map(({ state, sealed, tokenHash }) => [state, sealed, tokenHash])).toEqual([
      ...[
        ['lapsed', null, null],
        ['lapsed', null, null],
        ['withdrawn', null, null],
      ],
    ]);
  });

  it('that comes back is told to the lead, is not reminded, and lapses', async () => {
    await room.save();
    await send();
    const id = (await room.pledges())[0]?.id ?? '';
    const bounce = { messageId: `<${id}.email@exemple.invalid>`, status: '5.1.1', atMs: room.clock.ms };
    const take = () => importBounces(room.deps, { bounces: [bounce], actor: 'ops-1' });
    expect(await take()).toMatchObject({ bounced: 1, unknown: 0 });
    expect(await take()).toMatchObject({ bounced: 0, already: 1 });
    const lead = accountRow({ id: 'lea', role: 'lead', campaigns: [LINE] });
    const told = await listPledges(room.deps, lead, { campaign: LINE, only: 'unsent' });
    expect(told).toMatchObject([{ id, state: 'linkSent', sending: 'refused' }]);
    expect(await room.audits('pledge.unsent')).toBe(1);
    room.clock.ms += 8 * DAY_MS;
    expect(await age()).toMatchObject({ reminded: 0 });
    expect(room.sink.count()).toBe(1);
    room.clock.ms += 22 * DAY_MS;
    expect(await age()).toMatchObject({ lapsed: 1 });
    const unknown = {
      messageId: '<00000000-0000-4000-8000-000000000000.email@exemple.invalid>',
      status: '5.1.1',
      atMs: room.clock.ms,
    };
    expect(await importBounces(room.deps, { bounces: [unknown], actor: 'ops-1' })).toMatchObject({
      unknown: 1,
    });
  });

  it('does not leave for a line whose data are erased', async () => {
    await room.save();
    await room.deps.store.write((rows) => rows.campaigns.setState(LINE, 'purging'));
    await send();
    expect(room.sink.count()).toBe(0);
  });
});

describe('the payment link of a pledge, by text message (R-40)', () => {
  const byText = { link: { way: 'sms', to: '06 39 98 00 01' } } as const;

  it('leaves once, to the number that was given, within one short message, and in no log', async () => {
    await room.save(byText);
    expect(await send()).toMatchObject({ sent: 1 });
    expect(await send()).toMatchObject({ sent: 0 });
    const [row] = await room.pledges();
    const carried = room.texts.carried();
    expect(carried).toMatchObject([{ id: `${row?.id}.link`, to: '+33639980001' }]);
    expect(carried[0]?.text).toMatch(
      /promesse de 50.*https:\/\/don\.exemple\.invalid\/p\/[A-Za-z0-9_-]{22} /,
    );
    expect(carried[0]?.text.length).toBeLessThanOrEqual(160);
    expect(row).toMatchObject({ state: 'linkSent', sending: 'none' });
    expect(room.sink.count()).toBe(0);
    expect(room.logged.join()).not.toMatch(/39980001|don\.exemple/);
  });

  it.each([
    [429, 'to-send', 'recorded'],
    [422, 'refused', 'recorded'],
    [502, 'uncertain', 'recorded'],
    ['cut', 'uncertain', 'recorded'],
  ] as const)('that a gateway answers with %s stands as %s', async (gesture, sending, state) => {
    await room.save(byText);
    room.texts.next(gesture);
    await send();
    expect((await room.pledges())[0]).toMatchObject({ sending, state });
    expect(room.texts.carried()).toEqual([]);
  });

  it('is settled by ops when nobody knows whether it left: sent once more it is still one message', async () => {
    await room.save(byText);
    room.texts.next('cut');
    await send();
    const id = (await room.pledges())[0]?.id ?? '';
    const account = accountRow({ id: 'ops-1', role: 'ops' });
    await settleLink(room.deps, { account, id, reason: 'vu avec l’opérateur', as: 'resend' });
    expect(await send()).toMatchObject({ sent: 1 });
    expect(room.texts.carried()).toHaveLength(1);
  });

  it('is reminded by its own way where the folder has words for it, and by none elsewhere', async () => {
    await room.save(byText);
    await send();
    room.clock.ms += 7 * DAY_MS;
    expect(await age()).toMatchObject({ reminded: 0 });
    const sms = 'Votre promesse de {{ amount }} peut encore se payer : {{ link }}';
    const reminder = { subject: 'Votre promesse', text: 'Encore : {{ link }}', sms };
    await room.deps.store.write(async (rows) => {
      const line = await rows.lines.byCode(LINE);
      const drafts = line ? lineDrafts({ ...line, texts: { ...line.texts, reminder } }) : [];
      const by = { atMs: room.clock.ms, actor: 'essai' };
      for (const draft of drafts) await enforceLoaded(rows, { campaign: LINE, draft }, by);
    });
    expect(await age()).toMatchObject({ reminded: 1 });
    expect(await send()).toMatchObject({ sent: 1 });
    expect(room.texts.carried().map(({ id }) => id.split('.')[1])).toEqual(['link', 'reminder']);
    expect((await room.pledges())[0]).toMatchObject({ state: 'reminded' });
  });

  it('is offered where the house has a gateway, and refused by the server where it has none', async () => {
    const desk = (isConfigured: boolean) =>
      readDesk({ ...room.deps, textSender: { isConfigured } }, room.agent, LINE);
    expect((await desk(true)).form.link.by).toEqual(['email', 'sms', 'letter']);
    expect(await desk(false)).toMatchObject({
      isMessageClosed: true,
      form: { link: { by: ['email', 'letter'] } },
    });
    const asked = {
      campaign: LINE,
      callId: '00000000-0000-4000-8000-000000000001',
      form: typedPledge(byText),
    };
    expect(
      await savePledge({ ...room.deps, textSender: { isConfigured: false } }, room.agent, asked),
    ).toMatchObject({ kind: 'refused', problems: [{ field: 'link' }] });
  });
});
