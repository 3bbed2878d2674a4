import { describe, expect, it } from 'vitest';
import { pbxFiles, seatNames } from '../../../server/domain/line/dialplan-text.ts';
import { routeAt } from '../../../server/domain/line/line-routes.ts';
import { lineSettings } from '../../support/campaign/pledge-line.ts';

const LINE = lineSettings();
const [extensions = '', queues = '', agents = ''] = pbxFiles(LINE).map(({ text }) => text);

/** The rule that the text jumps to at that hour: what the PBX would do with it. */
function jumpAt(text: string, clock: number): string | undefined {
  for (const line of text.split('\n')) {
    const [, from, to, route] =
      /GotoIf\(\$\[\$\{LINE_NOW\} >= (\d+) & \$\{LINE_NOW\} < (\d+)\]\?(route\d+),1\)/.exec(line) ?? [];
    if (route !== undefined && clock >= Number(from) && clock < Number(to)) return route;
    const always = /same => n,Goto\((route\d+),1\)$/.exec(line)?.[1];
    if (always !== undefined) return always;
  }
  return undefined;
}

describe('what a PBX needs of a pledge line (R-43)', () => {
  it('is the same bytes twice', () => {
    expect(pbxFiles(lineSettings())).toEqual(pbxFiles(LINE));
  });

  it('sends a call at every minute of the week where the table of routes says', () => {
    const night = lineSettings(['campaign.yaml', 'from: "17:00", to: "23:30"', 'from: "20:00", to: "02:00"']);
    for (const line of [LINE, night]) {
      const [{ text = '' } = {}] = pbxFiles(line);
      for (let minute = 0; minute < 10_080; minute += 1) {
        const atMs = Date.parse('2026-11-30T00:00:00+01:00') + minute * 60_000;
        const [day, rest] = [Math.floor(minute / 1440), minute % 1440];
        const clock = (day + 1) * 10_000 + Math.floor(rest / 60) * 100 + (rest % 60);
        expect(jumpAt(text, clock)).toBe(`route${routeAt(line, atMs)?.number}`);
      }
    }
  });

  it('takes fifteen calls at once in the house, and sends on what waits twenty seconds', () => {
    expect(extensions).toContain(
      [
        'exten => route1,1,Set(GROUP(plateau)=MAISON)',
        ' same => n,Set(LINE_MAX=15)',
        ' same => n,ExecIf($["$' + '{LINE_MAX_PL_2026_1}" != ""]?Set(LINE_MAX=$' + '{LINE_MAX_PL_2026_1}))',
        ' same => n,GotoIf($[$' + '{GROUP_COUNT(MAISON@plateau)} > $' + '{LINE_MAX}]?overflow1,1)',
        ' same => n,Queue(promesses,r,,,20)',
        ' same => n,Goto(overflow1,1)',
        'exten => overflow1,1,Set(GROUP(plateau)=PARTENAIRE)',
        ' same => n,Queue(promesses-partenaire,r)',
        ' same => n,Hangup()',
      ].join('\n'),
    );
  });

  it('never answers before a seat does, records nothing, and blanks the number of who is handed over', () => {
    expect(extensions).not.toMatch(/Answer\(|MixMonitor|Monitor\(|Record\(|System\(/);
    expect(extensions).toContain(
      'exten => ecoute,1,Set(CALLERID(all)=)\n same => n,Set(GROUP(plateau)=)\n same => n,Queue(ecoute,r)',
    );
    expect(agents).toContain('recordagentcalls=no');
  });

  it('names each seat once, as its site does, and each queue', () => {
    expect(seatNames({ code: 'MAISON', seats: 2, queue: 'p' })).toEqual(['MAISON-01', 'MAISON-02']);
    expect(seatNames({ code: 'A', seats: 100, queue: 'p' }).at(0)).toBe('A-001');
    expect([...agents.matchAll(/^\[(.+)\]\(plateau-seat\)$/gm)]).toHaveLength(70);
    expect([...extensions.matchAll(/^exten => (.+),1,AgentRequest\(\1\)$/gm)]).toHaveLength(70);
    expect([...queues.matchAll(/^\[(.+)\]\(plateau-queue\)$/gm)].map(([, name]) => name)).toEqual([
      'promesses',
      'promesses-partenaire',
      'ecoute',
    ]);
  });

  it('has no line that is not a comment, a section, a setting or a step', () => {
    for (const line of `${extensions}${queues}${agents}`.split('\n'))
      expect(line).toMatch(
        /^$|^; |^\[[A-Za-z0-9-]+\](\([a-z!-]+\))?$|^[a-z]+=[a-z0-9]+$|^(exten => [A-Za-z0-9-]+,1| same => n),[A-Z].*\)$/,
      );
  });
});
