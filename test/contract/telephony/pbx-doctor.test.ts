import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { NEEDED } from '../../../server/asterisk/pbx-examination.ts';
import { amiOf, codeOf, followed, lineOn } from '../../support/telephony/ami-room.ts';

describe('what the doctor finds of a PBX', () => {
  const ABSENT = [{ Response: 'Error', Message: 'Module not loaded' }];
  const SOUND = {
    ModuleCheck: ABSENT,
    ...Object.fromEntries(NEEDED.map((name) => [`ModuleCheck ${name}`, [{ Response: 'Success' }]])),
    CoreSettings: [{ Response: 'Success', CoreCDRenabled: 'No' }],
    GetConfig: [{ Response: 'Success', 'Line-000000-000000': 'queue_log=no' }],
    QueueStatus: [{ Event: 'QueueParams', Queue: 'promesses' }],
  };
  const FAULTS = {
    'nothing, of a sound one': [{}, 'ok'],
    'a queue that is not there': [{ QueueStatus: [] }, 'line-queue-missing'],
    'a module that records': [{ ModuleCheck: [{ Response: 'Success' }] }, 'line-keeps-calls'],
    'a freed seat that is not told of': [{ 'ModuleCheck app_senddtmf': ABSENT }, 'line-module-missing'],
    'nothing that distributes': [{ 'ModuleCheck app_agent_pool': ABSENT }, 'line-module-missing'],
    'records of calls': [
      { CoreSettings: [{ Response: 'Success', CoreCDRenabled: 'Yes' }] },
      'line-keeps-calls',
    ],
    'a log of queues': [{ GetConfig: [{ Response: 'Success' }] }, 'line-keeps-calls'],
    'rights that do not reach': [
      { ModuleCheck: [{ Response: 'Error', Message: 'Permission denied' }] },
      'line-denied',
    ],
  } as const;

  it.each(Object.entries(FAULTS))('%s', async (_name, [change, code]) => {
    const { ami, line } = await followed();
    for (const [action, entries] of Object.entries({ ...SOUND, ...change })) ami.answers(action, entries);
    expect(await codeOf(line.check(['promesses']))).toBe(code);
  });

  it('names each line that modules.conf lacks', async () => {
    const { ami, line } = await followed();
    for (const [action, entries] of Object.entries(SOUND)) ami.answers(action, entries);
    for (const module of ['app_senddtmf', 'func_groupcount']) ami.answers(`ModuleCheck ${module}`, ABSENT);
    await expect(line.check(['promesses'])).rejects.toMatchObject({
      message: 'Il manque au PBX de quoi distribuer les appels : app_senddtmf, func_groupcount.',
      hint: expect.stringContaining('« load=app_senddtmf.so », « load=func_groupcount.so » à modules.conf'),
    });
  });

  it('AMI that answers in clear beyond its own machine', async () => {
    const isSeen = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .some(({ internal, address }) => !internal && !address.startsWith('fe80'));
    const ami = await amiOf('0.0.0.0');
    for (const [action, entries] of Object.entries(SOUND)) ami.answers(action, entries);
    expect(await codeOf(lineOn(ami).line.check([]))).toBe(isSeen ? 'line-in-clear' : 'ok');
  });
});
