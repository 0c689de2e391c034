import { CognitoTokenAuthorizer } from '@notes/constructs';
import { Stack, type StackProps } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

export interface OrdersStackProps extends StackProps {
  /** dist/apps/authorizer, as `npm run build` writes it. */
  readonly authorizerBundle: string;
  readonly userPoolId: string;
  readonly clientId: string;
}

/** Somebody else's service, as a REST API and as an HTTP API. It tells callers who they are. */
export class OrdersStack extends Stack {
  constructor(scope: Construct, id: string, props: OrdersStackProps) {
    super(scope, id, props);
    const orders = new LambdaFunction(this, 'Orders', {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromInline(`exports.handler = async ({ requestContext: { authorizer } }) => {
        const { sub, username } = authorizer.lambda ?? authorizer;
        return { statusCode: 200, body: JSON.stringify({ sub, username }) };
      };`),
    });
    const authorizer = new CognitoTokenAuthorizer(this, 'Authorizer', {
      bundle: props.authorizerBundle,
      userPool: UserPool.fromUserPoolId(this, 'UserPool', props.userPoolId),
      clientIds: [props.clientId],
      scopes: { read: ['orders/read'], write: ['orders/write'] },
    });

    const restApi = new RestApi(this, 'OrdersRestApi');
    restApi.root.addResource('orders').addMethod('GET', new LambdaIntegration(orders), {
      authorizer: authorizer.tokenAuthorizer(),
    });

    const httpApi = new HttpApi(this, 'OrdersHttpApi', { defaultAuthorizer: authorizer.httpAuthorizer() });
    httpApi.addRoutes({
      path: '/orders',
      methods: [HttpMethod.GET],
      integration: new HttpLambdaIntegration('Orders', orders),
    });
  }
}
