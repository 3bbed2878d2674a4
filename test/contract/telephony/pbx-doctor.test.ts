import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { amiOf, codeOf, followed, lineOn } from '../../support/telephony/ami-room.ts';

describe('what the doctor finds of a PBX', () => {
  const SOUND = {
    ModuleCheck: [{ Response: 'Error', Message: 'Module not loaded' }],
    CoreSettings: [{ Response: 'Success', CoreCDRenabled: 'No' }],
    GetConfig: [{ Response: 'Success', 'Line-000000-000000': 'queue_log=no' }],
    QueueStatus: [{ Event: 'QueueParams', Queue: 'promesses' }],
  };
  const FAULTS = {
    'nothing, of a sound one': [{}, 'ok'],
    'a queue that is not there': [{ QueueStatus: [] }, 'line-queue-missing'],
    'a module that records': [{ ModuleCheck: [{ Response: 'Success' }] }, 'line-keeps-calls'],
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

  it('AMI that answers in clear beyond its own machine', async () => {
    const isSeen = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .some(({ internal, address }) => !internal && !address.startsWith('fe80'));
    const ami = await amiOf('0.0.0.0');
    for (const [action, entries] of Object.entries(SOUND)) ami.answers(action, entries);
    expect(await codeOf(lineOn(ami).line.check([]))).toBe(isSeen ? 'line-in-clear' : 'ok');
  });
});
