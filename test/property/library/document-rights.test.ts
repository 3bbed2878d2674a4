import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_SEEN_BY, mayOnEvent, relationsToEvent } from '../../../server/domain/agenda/event-rights.ts';
import {
  DOCUMENT_RIGHTS,
  DOCUMENT_VERBS,
  mayOnDocument,
} from '../../../server/domain/library/document-rights.ts';
import { fileNameOf } from '../../../server/domain/library/file-name.ts';
import { folderPathOf, knownFolder } from '../../../server/domain/library/folder-path.ts';
import { EVENT_PRIVACIES } from '../../../shared/people/agenda-words.ts';
import { anyAsker, childrenOf, TREE_GROUPS } from '../../support/agenda/any-asker.ts';

const document = fc.record({
  privacy: fc.constantFrom(...EVENT_PRIVACIES),
  groups: fc.uniqueArray(fc.constantFrom(...TREE_GROUPS), { maxLength: 2 }),
});

describe('R-51 R-56 rights on a document', () => {
  it('every verb answers every relation by the two tables and by nothing else; who may not see may nothing', () => {
    fc.assert(
      fc.property(anyAsker, document, (who, what) => {
        const asked = { document: what, childrenOf };
        const seen = relationsToEvent(who, what, childrenOf).filter((one) =>
          EVENT_SEEN_BY[what.privacy].includes(one),
        );
        for (const verb of DOCUMENT_VERBS) {
          const may = mayOnDocument(who, verb, asked);
          expect(may).toBe(seen.some((one) => DOCUMENT_RIGHTS[verb].includes(one)));
          if (may) expect(mayOnDocument(who, 'document-see', asked)).toBe(true);
        }
        expect(mayOnDocument(who, 'document-see', asked)).toBe(
          mayOnEvent(who, 'see', { event: what, childrenOf }),
        );
      }),
    );
  });
});

/** Signs of names of files, with those that a hostile hand would put there. */
const hostile = fc.string({
  unit: fc.constantFrom(
    'a',
    'Z',
    'é',
    ' ',
    '.',
    '/',
    '\\',
    '\n',
    '\r',
    '\u0000',
    '\u202e',
    '\u200b',
    '"',
    ';',
    '<',
    '~',
    '-',
  ),
  maxLength: 150,
});

describe('R-56 names of files and folders', () => {
  it('keep no path, no unseen sign, nothing that means more, and are cleaned once for all', () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const name = fileNameOf(typed);
        expect(name).not.toMatch(/[/\\<>:"|?*;\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(name).not.toMatch(/^[.\s~-]|^$/);
        expect([...name].length).toBeLessThanOrEqual(100);
        expect(fileNameOf(name)).toBe(name);
      }),
    );
    expect(fileNameOf('../../etc/passwd')).toBe('passwd');
    expect(fileNameOf('C:\\Users\\x\\fiche\u202efdp.exe')).toBe('fichefdp.exe');
    expect(fileNameOf('...')).toBe('document');
  });

  it('are paths of four names at most, and found again under another spelling', () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const path = folderPathOf(typed);
        if (path === undefined) return;
        expect(folderPathOf(path)).toBe(path);
        expect(path.split('/').length).toBeLessThanOrEqual(4);
        expect(path.split('/')).not.toContain('..');
        if (path !== '') expect(knownFolder(path.toUpperCase(), [path])).toBe(path);
      }),
    );
    expect(folderPathOf('a/b/c/d/e')).toBeUndefined();
    expect(knownFolder('kits', ['Kits/2026'])).toBe('Kits');
  });
});
