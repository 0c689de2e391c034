import { specFindings } from './resource-spec.ts';

const table = {
  KeySchema: [{ AttributeName: 'userId', KeyType: 'HASH' }],
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
};

const check = (Type: string, Properties: Record<string, unknown>) =>
  specFindings('Stack/Id', { Type, Properties });

describe('specFindings', () => {
  it('finds nothing wrong with a right resource', () => {
    expect(check('AWS::DynamoDB::Table', table)).toEqual([]);
  });

  it.each([
    [{ ...table, Colour: 'red' }, 'Stack/Id.Colour is unknown'],
    [{}, 'Stack/Id.KeySchema is missing'],
    [{ ...table, KeySchema: { Ref: 'AWS::NoValue' } }, 'Stack/Id.KeySchema is missing'],
    [{ KeySchema: [{ AttributeName: 'userId' }] }, 'Stack/Id.KeySchema[0].KeyType is missing'],
    [
      { ...table, PointInTimeRecoverySpecification: { Enabled: true } },
      'Stack/Id.PointInTimeRecoverySpecification.Enabled is unknown',
    ],
    [
      { ...table, PointInTimeRecoverySpecification: 'yes' },
      'Stack/Id.PointInTimeRecoverySpecification is no object',
    ],
    [{ ...table, TableName: { name: 'Notes' } }, 'Stack/Id.TableName is no string'],
    [{ ...table, LocalSecondaryIndexes: 'none' }, 'Stack/Id.LocalSecondaryIndexes is no list'],
  ])('of %j says "%s"', (properties, finding) => {
    expect(check('AWS::DynamoDB::Table', properties)).toContain(finding);
  });

  it('knows what a tag is', () => {
    const tagged = (tag: unknown) => check('AWS::DynamoDB::Table', { ...table, Tags: [tag] });
    expect(tagged({ Key: 'a', Value: 'b' })).toEqual([]);
    expect(tagged({ a: 'b' })).toEqual(['Stack/Id.Tags[0] is no tag']);
  });

  it('takes any JSON where nothing else is asked for', () => {
    expect(check('AWS::ApiGateway::Model', { RestApiId: 'a', Schema: { type: 'object' } })).toEqual([]);
  });

  it('looks into maps', () => {
    const environment = (Variables: unknown) => ({
      Code: { S3Bucket: 'b', S3Key: 'k' },
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Environment: { Variables },
    });
    expect(check('AWS::Lambda::Function', environment({ A: { Ref: 'B' } }))).toEqual([]);
    expect(check('AWS::Lambda::Function', environment('A=B'))).toEqual([
      'Stack/Id.Environment.Variables is no object',
    ]);
    expect(check('AWS::Lambda::Function', environment({ A: { b: 'c' } }))).toEqual([
      'Stack/Id.Environment.Variables.A is no string',
    ]);
  });

  it('knows no resource type that CloudFormation does not know', () => {
    expect(check('AWS::DynamoDB::Tabel', table)).toEqual([
      'Stack/Id: there is no resource type AWS::DynamoDB::Tabel',
    ]);
  });

  it('lets a custom resource have properties of its own, but not do without its function', () => {
    expect(check('Custom::Thing', { ServiceToken: 'arn', Url: 'x' })).toEqual([]);
    expect(check('Custom::Thing', { Url: 'x' })).toEqual(['Stack/Id.ServiceToken is missing']);
  });
});
