import { readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';

const repository = 'https://github.com/amplify-jakarta/amplify-jakarta';

/** The README as a page of the site; docs/readme.md is not committed. */
function writeReadme() {
  const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
  const moved = readme.replace(/\]\((?!https?:|mailto:|#)([^)\s]+)\)/g, (link, target) =>
    target.startsWith('docs/') ? `](${target.slice('docs/'.length)})` : `](../${target})`,
  );
  writeFileSync(fileURLToPath(new URL('../readme.md', import.meta.url)), moved);
}

writeReadme();

/** Links to the README lead to its page, and other links that leave the documentation to the sources. */
function linksToSources(md) {
  md.core.ruler.push('links-to-sources', (state) => {
    const folder = posix.join('docs', posix.dirname(state.env.relativePath ?? ''));
    for (const block of state.tokens) {
      for (const token of block.children ?? []) {
        const href = token.type === 'link_open' ? token.attrGet('href') : null;
        if (!href || /^([a-z]+:|\/|#)/.test(href)) {
          continue;
        }
        const target = posix.join(folder, href);
        if (target.startsWith('README.md')) {
          token.attrSet('href', target.replace('README.md', '/readme'));
        } else if (!target.startsWith('docs/') || /^docs\/decisions\/?$/.test(target)) {
          token.attrSet('href', `${repository}/blob/main/${target}`);
        }
      }
    }
  });
}

/** Pages for contributors, which the search leaves out: users would find them first. */
const forContributors =
  /^(decisions\/.*|architecture|benchmarks|development|releasing|security-tests|server-tests)\.md$/;

function searchable(src, env, md) {
  const html = md.render(src, env);
  return forContributors.test(env.relativePath) ? '' : html;
}

const page = (text, name) => ({ text, link: name === 'index' ? '/' : `/${name}` });

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
    search: { provider: 'local', options: { _render: searchable } },
    outline: [2, 3],
    socialLinks: [{ icon: 'github', link: repository }],
    nav: [page('Documentation', 'index'), { text: 'Javadoc', link: '/javadoc/apidocs/index.html', target: '_self' }],
    sidebar: [
      page('Find by need', 'index'),
      page('See it work', 'readme'),
      {
        text: 'Tutorials',
        items: [
          page('Quick start', 'quickstart'),
          page('Five minutes in your own WAR', 'readme#five-minutes-in-your-own-war'),
          page('Photos in S3', 'tutorial-photos'),
          page('To-dos with GraphQL', 'tutorial-todos'),
          page('From Next.js', 'migration-from-nextjs'),
        ],
      },
      {
        text: 'How-to guides',
        items: [
          page('Set up Cognito', 'cognito'),
          page('Protect paths and resources', 'protect-paths'),
          page('Your own sign-in form', 'sign-in-form'),
          page('Jakarta Security, bearer tokens', 'jakarta-security'),
          page('Other threads', 'threads'),
          page('Observe sessions', 'events'),
          page('The local sandbox', 'local'),
          page('Test your application', 'testing'),
          page('Check your own AWS', 'own-aws'),
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
