import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

interface Template {
  readonly Resources?: Record<string, Resource>;
}

interface Gap {
  readonly what: string;
  readonly matches: (resource: Resource) => boolean;
}

/** What the emulator's CloudFormation refuses. Nothing that answers requests is among it. */
const GAPS: readonly Gap[] = [
  {
    what: 'alarms on metric math',
    matches: ({ Type, Properties }) =>
      Type === 'AWS::CloudWatch::Alarm' && Properties?.['Metrics'] !== undefined,
  },
  { what: 'dashboards that show them', matches: ({ Type }) => Type === 'AWS::CloudWatch::Dashboard' },
  // The functions of the CDK's own custom resources: one runs the AWS CLI of a layer in /opt, where the emulator puts nothing, the other
  // answers by TLS only.
  { what: 'uploads of the web app', matches: ({ Type }) => Type === 'Custom::CDKBucketDeployment' },
  { what: 'emptying of its bucket', matches: ({ Type }) => Type === 'Custom::S3AutoDeleteObjects' },
];

/**
 * Takes out of the templates of a cloud assembly what the emulator cannot create.
 * @returns what was taken out, such as `3 alarms on metric math`
 */
export function removeGaps(assembly: string): readonly string[] {
  const removed: Record<string, number> = {};
  for (const name of globSync('*.template.json', { cwd: assembly })) {
    const file = join(assembly, name);
    const template = JSON.parse(readFileSync(file, 'utf8')) as Template;
    const kept = Object.entries(template.Resources ?? {}).filter(([, resource]) => {
      const gap = GAPS.find(({ matches }) => matches(resource));
      if (gap) removed[gap.what] = (removed[gap.what] ?? 0) + 1;
      return !gap;
    });
    writeFileSync(file, JSON.stringify({ ...template, Resources: Object.fromEntries(kept) }));
  }
  return Object.entries(removed).map(([what, count]) => `${count} ${what}`);
}
