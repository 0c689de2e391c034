import type { Resource } from './deployments.ts';
import { type ServiceSpec, serviceSpec } from './service-spec.ts';

type ResourceSpec = ReturnType<ServiceSpec['all']>[number];
type Properties = Extract<ResourceSpec, { cloudFormationType: string }>['properties'];
type PropertyType = Properties[string]['type'];

/**
 * What CloudFormation's own specification finds wrong with a resource: a property that it does not know or one that is missing, at any
 * depth, and a text where an object belongs or the other way round.
 */
export function specFindings(path: string, { Type, Properties = {} }: Partial<Resource>): string[] {
  const db = serviceSpec();
  // A custom resource takes any property besides those that the type of all custom resources has.
  const type = Type?.startsWith('Custom::') ? 'AWS::CloudFormation::CustomResource' : Type;
  const [spec] = db.lookup('resource', 'cloudFormationType', 'equals', type ?? '');
  if (!spec) return [`${path}: there is no resource type ${type}`];
  const findings = checkProperties(db, path, spec.properties, Properties);
  return Type === type ? findings : findings.filter((finding) => !finding.endsWith('is unknown'));
}

function checkProperties(
  db: ServiceSpec,
  path: string,
  spec: Properties,
  value: Readonly<Record<string, unknown>>,
): string[] {
  const given = Object.entries(value).filter(([, each]) => !isNoValue(each));
  const names = new Set(given.map(([name]) => name));
  return [
    ...Object.entries(spec)
      .filter(([name, { required }]) => required && !names.has(name))
      .map(([name]) => `${path}.${name} is missing`),
    ...given.flatMap(([name, each]) => {
      const property = spec[name];
      return property
        ? checkValue(db, `${path}.${name}`, property.type, each)
        : [`${path}.${name} is unknown`];
    }),
  ];
}

function checkValue(db: ServiceSpec, path: string, type: PropertyType, value: unknown): string[] {
  if (isIntrinsic(value)) return [];
  switch (type.type) {
    case 'ref': {
      if (!isObject(value)) return [`${path} is no object`];
      return checkProperties(db, path, db.get('typeDefinition', type.reference.$ref).properties, value);
    }
    case 'array':
      if (!Array.isArray(value)) return [`${path} is no list`];
      return value.flatMap((each, index) => checkValue(db, `${path}[${index}]`, type.element, each));
    case 'map':
      if (!isObject(value)) return [`${path} is no object`];
      return Object.entries(value).flatMap(([key, each]) =>
        checkValue(db, `${path}.${key}`, type.element, each),
      );
    case 'union': {
      // What may also be any JSON may as well be checked against what it is meant to be.
      const structured = type.types.filter(({ type: kind }) => ['ref', 'array', 'map'].includes(kind));
      const types = structured.length > 0 ? structured : type.types;
      const findings = types.map((each) => checkValue(db, path, each, value));
      return findings.some((each) => each.length === 0) ? [] : (findings[0] ?? []);
    }
    case 'tag':
      return isObject(value) && Object.keys(value).sort().join() === 'Key,Value' ? [] : [`${path} is no tag`];
    case 'json':
      return [];
    default:
      return typeof value === 'object' ? [`${path} is no ${type.type}`] : [];
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isIntrinsic(value: unknown): boolean {
  const [key, ...more] = isObject(value) ? Object.keys(value) : [];
  return key !== undefined && more.length === 0 && (key === 'Ref' || key.startsWith('Fn::'));
}

function isNoValue(value: unknown): boolean {
  return isObject(value) && value['Ref'] === 'AWS::NoValue';
}
