import { App, type AppProps, Tags } from 'aws-cdk-lib';
import { ApiStack } from './api-stack.ts';
import { AuthStack } from './auth-stack.ts';
import { readConfig } from './config.ts';
import { DataStack } from './data-stack.ts';

export interface NotesAppProps extends AppProps {
  /** The folder that holds a folder for each Lambda's bundle. */
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
  new ApiStack(app, `${config.prefix}Api`, config, { auth, data, bundles });
  return app;
}
