import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { builtModule } from '../../built-program.ts';

/** Named to Node by `onBuiltModules`: what this process imports of the product are the built modules. */
registerHooks({
  resolve: (specifier, context, next) => {
    const { parentURL = '' } = context;
    const built = parentURL.startsWith('file:') && builtModule(specifier, fileURLToPath(parentURL));
    return next(built || specifier, context);
  },
});
