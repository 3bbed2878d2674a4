import { parseTemplate } from '../email/confirmation-liquid.ts';
import { type Html, html, htmlLines } from '../files/html.ts';
import { slotWords } from '../seats/slot-words.ts';
import { type Inline, type Passage, readMarkup } from './light-markup.ts';
import type { NewsletterBlock, NewsletterContent, NewsletterEvent } from './newsletter.ts';
import { holdsVariable } from './newsletter-check.ts';

/** Of whoever reads it. In clear: memory only. */
export interface NewsletterReader {
  readonly firstName: string;
  /** Address of the page where they stop it; '' for whoever proofreads. */
  readonly stop: string;
}

interface NewsletterBody {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Voices {
  /** The charity's name, as it signs. */
  readonly charity: string;
  readonly events: readonly NewsletterEvent[];
}

type Saying = (text: string) => string;

const TEMPLATES = 200;

/** Templates are parsed once a letter, whoever reads it. */
function sayingOf(): (variables: Readonly<Record<string, string>>) => Saying {
  const parsed = new Map<string, ReturnType<typeof parseTemplate>>();
  return (variables) => (text) => {
    if (!holdsVariable(text)) return text;
    const template = parsed.get(text) ?? parseTemplate(text, 'none');
    if (parsed.size < TEMPLATES) parsed.set(text, template);
    return template.render(variables);
  };
}

function inlineHtml(part: Inline, say: Saying): Html {
  const said = say(part.text);
  if (part.kind === 'link') return html`<a href="${part.url}">${said}</a>`;
  if (part.kind === 'strong') return html`<strong>${said}</strong>`;
  return part.kind === 'emphasis' ? html`<em>${said}</em>` : html`${said}`;
}

function inlineText(part: Inline, say: Saying): string {
  return part.kind === 'link' ? `${say(part.text)} (${part.url})` : say(part.text);
}

function passageHtml(passage: Passage, say: Saying): Html {
  if (passage.kind !== 'list') {
    const said = passage.parts.map((one) => inlineHtml(one, say));
    return passage.kind === 'heading' ? html`<h2>${said}</h2>` : html`<p>${said}</p>`;
  }
  const items = passage.items.map((item) => html`<li>${item.map((one) => inlineHtml(one, say))}</li>`);
  return passage.isNumbered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
}

function passageText(passage: Passage, say: Saying): string {
  const lineOf = (parts: readonly Inline[]) => parts.map((one) => inlineText(one, say)).join('');
  if (passage.kind !== 'list') return lineOf(passage.parts);
  return passage.items
    .map((item, at) => `${passage.isNumbered ? `${at + 1}.` : '-'} ${lineOf(item)}`)
    .join('\n');
}

const BUTTON =
  'display:inline-block;padding:10px 20px;border-radius:5px;background:#0b4f8a;color:#ffffff;font-weight:bold';

function eventOf(id: string, events: readonly NewsletterEvent[]): NewsletterEvent | undefined {
  return events.find((one) => one.id === id);
}

function blockHtml(block: NewsletterBlock, events: readonly NewsletterEvent[], say: Saying): Html {
  if (block.kind === 'text') return htmlLines(...readMarkup(block.text).map((one) => passageHtml(one, say)));
  if (block.kind === 'button')
    return html`<p><a href="${block.url}" style="${BUTTON}">${block.label}</a></p>`;
  const event = eventOf(block.event, events);
  if (!event) return html``;
  const place = event.place === '' ? '' : html`<br>${event.place}`;
  return html`<p><strong>${event.title}</strong><br>${slotWords(event)}${place}</p>`;
}

function blockText(block: NewsletterBlock, events: readonly NewsletterEvent[], say: Saying): string {
  if (block.kind === 'text')
    return readMarkup(block.text)
      .map((one) => passageText(one, say))
      .join('\n\n');
  if (block.kind === 'button') return `${block.label} : ${block.url}`;
  const event = eventOf(block.event, events);
  return event ? [event.title, slotWords(event), event.place].filter((one) => one !== '').join('\n') : '';
}

/** The blocks as a page of everybody shows them: no reader's name, and no variable left. */
export function saidBlocks(blocks: readonly NewsletterBlock[], charity: string): readonly NewsletterBlock[] {
  const say = sayingOf()({ PRENOM: '', ASSOCIATION: charity });
  return blocks.map((block) => (block.kind === 'text' ? { ...block, text: say(block.text) } : block));
}

/** All that it says, for whoever searches it. */
export function newsletterText(blocks: readonly NewsletterBlock[], { events, charity }: Voices): string {
  const say = sayingOf()({ PRENOM: '', ASSOCIATION: charity });
  return blocks.map((block) => blockText(block, events, say)).join('\n\n');
}

function stopLines(stop: string, charity: string): readonly string[] {
  const why = `Vous recevez cette lettre parce que vous êtes dans l’annuaire de ${charity}.`;
  return stop === '' ? [why] : [why, 'Ne plus la recevoir :'];
}

/**
 * Makes the e-mail of each reader of one letter: HTML and the same words as text, nothing fetched, no address of ours but the one
 * that stops it.
 */
export function newsletterMail(
  { subject, blocks }: Pick<NewsletterContent, 'subject' | 'blocks'>,
  voices: Voices,
): (reader: NewsletterReader) => NewsletterBody {
  const saying = sayingOf();
  const { charity, events } = voices;
  return ({ firstName, stop }) => {
    const say = saying({ PRENOM: firstName, ASSOCIATION: charity });
    const foot = stopLines(stop, charity);
    const link = stop === '' ? '' : html` <a href="${stop}">me désinscrire</a>`;
    const body = html`<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${subject}</title></head><body style="margin:0 auto;padding:16px;max-width:600px;font:16px/1.5 sans-serif">${htmlLines(...blocks.map((block) => blockHtml(block, events, say)))}<hr><p style="color:#4d4d4d;font-size:14px">${foot.join(' ')}${link}</p></body></html>`;
    const lines = blocks.map((block) => blockText(block, events, say));
    const stopText = stop === '' ? foot.join(' ') : `${foot.join(' ')} ${stop}`;
    return { subject, text: [...lines, '--', stopText, ''].join('\n\n'), html: body.toString() };
  };
}
