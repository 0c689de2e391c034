import { App, type AppProps, Tags } from 'aws-cdk-lib';
import { ApiStack } from './api-stack.ts';
import { AuthStack } from './auth-stack.ts';
import { readConfig } from './config.ts';
import { DataStack } from './data-stack.ts';
import { WebContentStack } from './web/web-content-stack.ts';
import { WebStack } from './web/web-stack.ts';

export interface NotesAppProps extends AppProps {
  /** The folder that holds a folder for each Lambda's bundle, and one for the web app. */
  readonly bundles: string;
}

/** The whole deployment as its context describes it: what holds state apart from what does not. */
export function createNotesApp({ bundles, ...props }: NotesAppProps): App {
  const app = new App(props);
  const config = readConfig((name) => app.node.tryGetContext(name));
  Tags.of(app).add('service', 'notes');
  Tags.of(app).add('deployment', config.prefix);
  const auth = new AuthStack(app, `${config.prefix}Auth`, config, {
    terminationProtection: !config.ephemeral,
  });
  const data = new DataStack(app, `${config.prefix}Data`, config, {
    terminationProtection: !config.ephemeral,
  });
  const web = config.web ? new WebStack(app, `${config.prefix}Web`, config, { auth }) : undefined;
  // The gateway's own answers name the first of the origins only, and the web app has to read them.
  const allowedOrigins = [...new Set([...(web ? [web.origin] : []), ...config.allowedOrigins])];
  const api = new ApiStack(
    app,
    `${config.prefix}Api`,
    { ...config, allowedOrigins },
    { auth, data, bundles },
  );
  if (web) new WebContentStack(app, `${config.prefix}WebContent`, config, { auth, web, api, bundles });
  return app;
}
