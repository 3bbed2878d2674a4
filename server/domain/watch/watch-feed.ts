import { html, htmlLines } from '../files/html.ts';
import type { WatchSettings } from './watch-settings.ts';
import type { WatchEvent } from './watch-state.ts';
import { eventLines, eventTitle } from './watch-words.ts';

/** Entries of the feed, the newest first. */
const MOST_ENTRIES = 100;

/** Without the controls that XML forbids, escaped or not. */
function xmlText(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '');
}

const instant = (atMs: number) => new Date(atMs).toISOString();

/** The events that the feed still tells: newest first. */
export function fedEvents(before: readonly WatchEvent[], now: readonly WatchEvent[]): readonly WatchEvent[] {
  return [...now.toReversed(), ...before].slice(0, MOST_ENTRIES);
}

interface Fed {
  readonly settings: Pick<WatchSettings, 'name' | 'mail'>;
  readonly whereOf: (target: string) => string;
  /** When the watch began: of a feed without an entry. */
  readonly startedMs: number;
}

/** An Atom 1.0 feed (RFC 4287): each event once, under a name that never changes. Pure. */
export function atomFeed(events: readonly WatchEvent[], { settings, whereOf, startedMs }: Fed): string {
  const authority = settings.mail.from.split('@').at(-1) ?? 'invalid';
  const tag = (name: string) => xmlText(`tag:${authority},2026:veille/${name}`);
  const title = xmlText(settings.name);
  const entries = events.map((event) => {
    const target = 'target' in event ? event.target : '';
    const id = tag(`${event.atMs}/${event.kind}/${encodeURIComponent(target)}`);
    const content = xmlText(eventLines(event, whereOf(target)).join('\n'));
    return htmlLines(
      html`  <entry>`,
      html`    <id>${id}</id>`,
      html`    <title>${xmlText(eventTitle(event))}</title>`,
      html`    <updated>${instant(event.atMs)}</updated>`,
      html`    <content type="text">${content}</content>`,
      html`  </entry>`,
    );
  });
  return htmlLines(
    html`<?xml version="1.0" encoding="utf-8"?>`,
    html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">`,
    html`  <id>${tag('')}</id>`,
    html`  <title>${title}</title>`,
    html`  <author><name>${title}</name></author>`,
    html`  <updated>${instant(events[0]?.atMs ?? startedMs)}</updated>`,
    ...entries,
    html`</feed>`,
    '',
  ).toString();
}
