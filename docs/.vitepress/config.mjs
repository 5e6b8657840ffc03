import { defineConfig } from 'vitepress';

const repository = 'https://github.com/amplify-jakarta/amplify-jakarta';

/** Links that leave the documentation lead to the sources. */
function linksToSources(md) {
  md.core.ruler.push('links-to-sources', (state) => {
    for (const block of state.tokens) {
      for (const token of block.children ?? []) {
        const href = token.type === 'link_open' ? token.attrGet('href') : null;
        if (href?.startsWith('../') || href === 'decisions') {
          token.attrSet('href', `${repository}/blob/main/${href === 'decisions' ? 'docs/decisions' : href.slice(3)}`);
        }
      }
    }
  });
}

const page = (text, name) => ({ text, link: `/${name}` });

export default defineConfig({
  title: 'amplify-jakarta',
  description: 'AWS Amplify on the server, for Jakarta EE and MicroProfile',
  lang: 'en',
  outDir: '../target/documentation',
  cacheDir: '../target/vitepress-cache',
  srcExclude: ['**/node_modules/**'],
  cleanUrls: true,
  markdown: { config: linksToSources, languageAlias: { jsp: 'html', cli: 'shell' } },
  ignoreDeadLinks: [/^\/javadoc\//, /^https?:\/\/localhost/],
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    socialLinks: [{ icon: 'github', link: repository }],
    nav: [page('Documentation', 'index'), { text: 'Javadoc', link: '/javadoc/apidocs/index.html', target: '_self' }],
    sidebar: [
      page('Find by need', 'index'),
      {
        text: 'Tutorials',
        items: [
          page('Quick start', 'quickstart'),
          page('Photos in S3', 'tutorial-photos'),
          page('To-dos with GraphQL', 'tutorial-todos'),
          page('From Next.js', 'migration-from-nextjs'),
        ],
      },
      {
        text: 'How-to guides',
        items: [
          page('Set up Cognito', 'cognito'),
          page('Protect paths', 'protect-paths'),
          page('Roles, bearer tokens', 'jakarta-security'),
          page('Other threads', 'threads'),
          page('Observe sessions', 'events'),
          page('The local sandbox', 'local'),
          page('Test your application', 'testing'),
          page('Your own AWS', 'own-aws'),
          page('WildFly', 'wildfly'),
          page('Open Liberty', 'open-liberty'),
          page('Several nodes', 'scaling'),
          page('Upgrade', 'upgrading'),
        ],
      },
      {
        text: 'Concepts',
        items: [page('The life of a session', 'sessions'), page('Security', 'security'), page('Failures', 'faults')],
      },
      {
        text: 'Reference',
        items: [
          page('Configuration', 'configuration'),
          page('Errors', 'errors'),
          page('Storage', 'storage'),
          page('REST, GraphQL, events', 'api'),
          page('Calls of Amplify', 'calls'),
          page('Readiness and counters', 'observability'),
          page('Servers', 'servers'),
          page('Cost of a request', 'performance'),
          page('Licences', 'licences'),
          page('Changes', 'CHANGELOG'),
        ],
      },
      {
        text: 'Contribute',
        items: [
          page('Development', 'development'),
          page('Architecture', 'architecture'),
          page('Attacks that are tried', 'security-tests'),
          page('Tests on each server', 'server-tests'),
          page('Benchmarks', 'benchmarks'),
          page('Releasing', 'releasing'),
        ],
      },
    ],
  },
});
