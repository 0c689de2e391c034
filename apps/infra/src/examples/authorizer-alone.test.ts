import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { OrdersStack } from './authorizer-alone.ts';

function synthesize(): Template {
  const folder = mkdtempSync(join(tmpdir(), 'notes-example-'));
  writeFileSync(join(folder, 'main.cjs'), '');
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'notes-example-')) });
  const stack = new OrdersStack(app, 'Orders', {
    authorizerBundle: folder,
    userPoolId: 'eu-central-1_Ab12',
    clientId: 'client1',
  });
  return Template.fromStack(stack);
}

describe('the authorizer in front of another API', () => {
  it('stands in front of both kinds of API, with one function', () => {
    const template = synthesize();
    template.resourcePropertiesCountIs('AWS::Lambda::Function', { Handler: 'main.handler' }, 1);
    template.hasResourceProperties('AWS::ApiGateway::Method', {
      HttpMethod: 'GET',
      AuthorizationType: 'CUSTOM',
      AuthorizerId: Match.anyValue(),
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: 'GET /orders',
      AuthorizationType: 'CUSTOM',
      AuthorizerId: Match.anyValue(),
    });
    template.resourceCountIs('AWS::DynamoDB::Table', 0);
  });

  it('names the caller behind either API', async () => {
    const [code] = Object.values(synthesize().findResources('AWS::Lambda::Function')).flatMap(
      ({ Properties }) => (Properties.Code.ZipFile as string | undefined) ?? [],
    );
    const exported: { handler?: (event: unknown) => Promise<unknown> } = {};
    runInNewContext(code ?? '', { exports: exported });
    const named = { statusCode: 200, body: '{"sub":"sub-of-ada","username":"ada"}' };
    const context = { sub: 'sub-of-ada', username: 'ada', scopes: 'orders/read' };
    for (const authorizer of [{ principalId: 'sub-of-ada', ...context }, { lambda: context }]) {
      expect(await exported.handler?.({ requestContext: { authorizer } })).toEqual(named);
    }
  });

  it('is what the documentation shows', () => {
    const document = readFileSync(join(__dirname, '../../../../docs/authorizer-alone.md'), 'utf8');
    const [, block] = /```ts\n([\s\S]*?)```/.exec(document) ?? [];
    expect(block).toBe(readFileSync(join(__dirname, 'authorizer-alone.ts'), 'utf8'));
  });
});
