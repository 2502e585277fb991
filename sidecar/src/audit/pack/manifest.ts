// The evidence pack's own statement: which files it holds, each with size and checksum, plain and packed, signed.
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { stableText } from '../../domain/plan/stable-text.ts';

const closed = { additionalProperties: false } as const;
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Size = Type.Integer({ minimum: 0 });

const Manifest = Type.Object(
  {
    kind: Type.Literal('evidence'),
    v: Type.Literal(1),
    from: Type.String(),
    to: Type.String(),
    /** Whether people are named in it. */
    names: Type.Boolean(),
    files: Type.Array(
      // Packed bytes can say the same thing in several ways: with a sum of their own, no byte of them is free to be changed.
      Type.Object(
        { name: Type.String(), bytes: Size, sha256: Digest, packedBytes: Size, packedSha256: Digest },
        closed,
      ),
    ),
    key: Digest,
    signature: Type.String({ pattern: '^[0-9a-f]{128}$' }),
  },
  closed,
);
export type ManifestDocument = Static<typeof Manifest>;

const check = Compile(Manifest);

/** Its last file, and the only one that is not deflated: its own text is all that vouches for it. */
export const manifestName = 'manifest.json';

export function writeManifest(manifest: ManifestDocument): string {
  return `${stableText(manifest)}\n`;
}

/** Null for anything that is not spelled exactly as it would be written. */
export function readManifest(text: string): ManifestDocument | null {
  try {
    const value: unknown = JSON.parse(text);
    return check.Check(value) && writeManifest(value) === text ? value : null;
  } catch {
    return null;
  }
}
