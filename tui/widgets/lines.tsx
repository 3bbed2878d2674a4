import { Box, Text } from 'ink';
import { memo } from 'react';
import type { Region } from '../layout.ts';
import { lookOf } from '../theme.ts';
import { clipLine, type Line } from './line.ts';

interface LineProps {
  readonly of: Line;
  readonly colours: boolean;
}

/** Panes draw whole lists of lines again; only the lines that read differently reach React and Ink. */
function isSameLine(a: LineProps, b: LineProps): boolean {
  if (a.colours !== b.colours || a.of.length !== b.of.length) return false;
  return a.of.every((piece, at) => piece.text === b.of[at]?.text && piece.tone === b.of[at]?.tone);
}

const LineView = memo(function LineView({ of: one, colours }: LineProps) {
  if (one.length === 0) return <Text> </Text>;
  return (
    <Text wrap="truncate">
      {one.map((piece, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a piece has no identity but its place
        <Text key={at} {...lookOf(piece.tone, colours)}>
          {piece.text}
        </Text>
      ))}
    </Text>
  );
}, isSameLine);

interface LinesProps {
  readonly lines: readonly Line[];
  readonly region: Region;
  readonly colours: boolean;
}

/**
 * Exactly `region.height` lines of at most `region.width` cells: no more rows than there are (Yoga would squeeze
 * them), nothing wider than its pane.
 */
export const Lines = memo(function Lines({ lines, region, colours }: LinesProps) {
  const shown = lines.slice(0, region.height).map((one) => clipLine(one, region.width));
  return (
    <Box flexDirection="column" flexShrink={0} height={region.height} overflow="hidden" width={region.width}>
      {shown.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its row
        <LineView colours={colours} key={at} of={one} />
      ))}
    </Box>
  );
});
