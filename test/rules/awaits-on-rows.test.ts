import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { productSources } from './house-plan.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** A function in a transaction: a parameter gives the rows, or it is what `Store` runs. */
const ROWS_TYPE = /^Store(Reader|Writer)$/;
const IN_TRANSACTION = new Set(['read', 'survey', 'write', 'glance']);

type Work = ts.ArrowFunction | ts.FunctionDeclaration | ts.FunctionExpression | ts.MethodDeclaration;

function isFunction(node: ts.Node): node is Work {
  return (
    ts.isArrowFunction(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isMethodDeclaration(node)
  );
}

/** The names by which a function's parameters give rows. */
function rowsOf(work: Work): string[] {
  const isRun =
    ts.isCallExpression(work.parent) &&
    ts.isPropertyAccessExpression(work.parent.expression) &&
    IN_TRANSACTION.has(work.parent.expression.name.text) &&
    /store|unsettled/i.test(work.parent.expression.expression.getText());
  return work.parameters.flatMap((parameter, at) => {
    const isTyped = parameter.type !== undefined && ROWS_TYPE.test(parameter.type.getText());
    return isTyped || (isRun && at === 0) ? namesOf(parameter.name) : [];
  });
}

function namesOf(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((one) => (ts.isOmittedExpression(one) ? [] : namesOf(one.name)));
}

function mentions(node: ts.Node, names: ReadonlySet<string>): boolean {
  if (ts.isIdentifier(node) && names.has(node.text)) return true;
  return ts.forEachChild(node, (child) => mentions(child, names) || undefined) === true;
}

/** Whatever is made from rows inside the function may be awaited too: its closures, its notes. */
function withMadeFromRows(work: Work, rows: readonly string[]): ReadonlySet<string> {
  const names = new Set(rows);
  const visit = (node: ts.Node) => {
    if (ts.isVariableDeclaration(node) && node.initializer && mentions(node.initializer, names))
      for (const name of namesOf(node.name)) names.add(name);
    if (
      ts.isForOfStatement(node) &&
      mentions(node.expression, names) &&
      ts.isVariableDeclarationList(node.initializer)
    )
      for (const one of node.initializer.declarations) for (const name of namesOf(one.name)) names.add(name);
    if (ts.isFunctionDeclaration(node) && node.name && mentions(node, names)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(work);
  return names;
}

function foreignAwaits(work: Work, allowed: ReadonlySet<string>): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node) => {
    if (node !== work && isFunction(node) && rowsOf(node).length > 0) return;
    if (ts.isAwaitExpression(node) && !mentions(node.expression, allowed)) found.push(node);
    ts.forEachChild(node, visit);
  };
  if (work.body) visit(work.body);
  return found;
}

function foreignIn(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(ROOT, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    if (isFunction(node)) {
      const rows = rowsOf(node);
      if (rows.length > 0)
        for (const one of foreignAwaits(node, withMadeFromRows(node, rows))) {
          const { line } = source.getLineAndCharacterOfPosition(one.getStart());
          found.push(`${file}:${line + 1}`);
        }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

it('inside a transaction only rows are awaited: the network, the vault and the disk are asked before it or after it', () => {
  const files = productSources().filter((file) => file.startsWith('server/') || file.startsWith('scripts/'));
  expect(files.length).toBeGreaterThan(500);
  expect(files.flatMap(foreignIn)).toEqual([]);
});
