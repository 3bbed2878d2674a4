import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';

/** Markup whose values were escaped: what the template `html` of hono/html gives. */
export type Html = ReturnType<typeof html>;

/** What a page may do beyond being read: send its own forms, show a picture that stands in it. */
const LETS = { forms: "form-action 'self'", pictures: 'img-src data:' } as const;

/** A page of the product for a browser: no script, and nothing from another place. */
export interface WebPage {
  readonly title: string;
  /** CSS, ours alone: no value of a person or a file goes into it. */
  readonly style: string;
  readonly body: Html;
  readonly lets?: readonly (keyof typeof LETS)[];
  /** The browser fetches it again by itself. */
  readonly refreshSeconds?: number;
}

export interface WebAnswer {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What any browser is told of every page: nothing kept, nothing framed, no address passed on, and this style alone. */
function headersOf({ style, refreshSeconds, lets = [] }: WebPage): WebAnswer['headers'] {
  const digest = createHash('sha256').update(style).digest('base64');
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; frame-ancestors 'none'`,
      ...lets.map((one) => LETS[one]),
      ...(lets.includes('forms') ? [] : ["form-action 'none'"]),
    ].join('; '),
    'cache-control': 'no-store',
    // Without it a browser hides where its own form comes from, and the form is refused.
    'referrer-policy': lets.includes('forms') ? 'same-origin' : 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
    ...(refreshSeconds === undefined ? {} : { refresh: String(refreshSeconds) }),
  };
}

/** The page as it is sent; equal pages give equal bytes. Only this file puts text in a page as it stands. */
export async function webAnswer(page: WebPage): Promise<WebAnswer> {
  const { title, style, body } = page;
  const whole = await html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
${body}
</body>
</html>
`;
  return { html: String(whole), headers: headersOf(page) };
}
