import type { Finding } from './check-elements.ts';
import type { PackageIndex } from './package-index.ts';
import { childrenOf, findAll, type MetadataFile, textOf, textsOf, type XmlNode } from './read-package.ts';

/** OAuth scopes that the gateway asks for, in the words of the metadata; more would be more than it needs. */
const scopes = new Set(['Api', 'OpenID', 'RefreshToken']);

/** Permission sets, credentials and the external client app: what they grant is there, and it is the least. */
export const checkPermissions = (index: PackageIndex): Finding[] => [
  ...index.filesOf('PermissionSet').flatMap((file) => checkPermissionSet(index, file)),
  ...index.filesOf('NamedCredential').flatMap((file) => checkNamedCredential(index, file)),
  ...index.filesOf('ExternalCredential').flatMap((file) => checkExternalCredential(index, file)),
  ...index.filesOf('ExternalAuthIdentityProvider').flatMap(checkIdentityProvider),
  ...index.filesOf('ExtlClntAppOauthSettings').flatMap((file) => checkOauthSettings(index, file)),
  ...index
    .filesOf('ConnectedApp')
    .map(({ path }) => ({ path, message: 'new connected apps are not taken any more: use an external client app' })),
  ...index
    .filesOf('ExtlClntAppGlobalOauthSettings')
    .map(({ path }) => ({ path, message: 'holds the key of the app: it is neither packaged nor kept in the source' })),
];

const grants = (root: XmlNode, list: string, item: string): string[] =>
  childrenOf(root, list).flatMap((grant) => textsOf(grant, item));

const checkPermissionSet = (index: PackageIndex, { path, root }: MetadataFile): Finding[] => {
  const say = (message: string) => ({ path, message });
  const missing = (kind: string, names: readonly string[], isThere: (name: string) => boolean) =>
    names.filter((name) => !isThere(name)).map((name) => say(`there is no ${kind} ${name}`));
  const fields = grants(root, 'fieldPermissions', 'field');
  const isRequired = (path: string) => {
    const [object = '', field = ''] = path.split('.');
    return index.objects.get(object)?.get(field)?.isRequired ?? false;
  };
  const all = ['viewAllRecords', 'modifyAllRecords', 'viewAllFields'];
  return [
    ...missing(
      'app',
      grants(root, 'applicationVisibilities', 'application'),
      (name) => !!index.find('CustomApplication', name),
    ),
    ...missing('class', grants(root, 'classAccesses', 'apexClass'), (name) => index.classes.has(name)),
    ...missing('tab', grants(root, 'tabSettings', 'tab'), (name) => !!index.find('CustomTab', name)),
    ...missing('object', grants(root, 'objectPermissions', 'object'), (name) => index.objects.has(name)),
    ...missing('custom metadata type', grants(root, 'customMetadataTypeAccesses', 'name'), (name) =>
      index.objects.has(name),
    ),
    ...missing(
      'field',
      fields,
      (name) => index.objects.get(name.split('.')[0] ?? '')?.has(name.split('.')[1] ?? '') ?? false,
    ),
    ...missing(
      'principal',
      grants(root, 'externalCredentialPrincipalAccesses', 'externalCredentialPrincipal'),
      (name) => principalsOf(index).has(name),
    ),
    ...fields.filter(isRequired).map((name) => say(`${name} is required: its permission cannot be set`)),
    ...findAll(root, 'objectPermissions')
      .flatMap((grant) => all.filter((right) => textOf(grant, right) === 'true'))
      .map((right) => say(`${right} is more than anybody needs`)),
    ...grants(root, 'userPermissions', 'name').map((name) => say(`${name} is a right of the whole org`)),
    ...unreadable(index, root).map((name) => say(`${name} is not readable: a saved insight would show with holes`)),
  ];
};

/** Fields of the objects a set lets read that it does not let see. */
const unreadable = (index: PackageIndex, root: XmlNode): string[] => {
  const readable = new Set(
    childrenOf(root, 'fieldPermissions')
      .filter((grant) => textOf(grant, 'readable') === 'true')
      .flatMap((grant) => textsOf(grant, 'field')),
  );
  return grants(root, 'objectPermissions', 'object').flatMap((object) =>
    [...(index.objects.get(object) ?? [])]
      .filter(([field, { isRequired }]) => !isRequired && !readable.has(`${object}.${field}`))
      .map(([field]) => `${object}.${field}`),
  );
};

/** `Dealside_Gateway-User` */
const principalsOf = (index: PackageIndex): ReadonlySet<string> =>
  new Set(
    index.filesOf('ExternalCredential').flatMap(({ name, root }) =>
      childrenOf(root, 'externalCredentialParameters')
        .filter((parameter) => /Principal$/.test(textOf(parameter, 'parameterType') ?? ''))
        .map((parameter) => `${name}-${textOf(parameter, 'parameterName')}`),
    ),
  );

const checkNamedCredential = (index: PackageIndex, { path, root }: MetadataFile): Finding[] => {
  const parameters = childrenOf(root, 'namedCredentialParameters');
  const url = parameters.find((parameter) => textOf(parameter, 'parameterType') === 'Url');
  return [
    ...parameters
      .flatMap((parameter) => textsOf(parameter, 'externalCredential'))
      .filter((name) => !index.find('ExternalCredential', name))
      .map((name) => ({ path, message: `there is no external credential ${name}` })),
    ...(url && textOf(url, 'parameterValue')?.startsWith('https://')
      ? []
      : [{ path, message: 'the address must be https' }]),
  ];
};

const checkExternalCredential = (index: PackageIndex, { path, root }: MetadataFile): Finding[] =>
  childrenOf(root, 'externalCredentialParameters')
    .flatMap((parameter) => textsOf(parameter, 'externalAuthIdentityProvider'))
    .filter((name) => !index.find('ExternalAuthIdentityProvider', name))
    .map((name) => ({ path, message: `there is no identity provider ${name}` }));

const checkIdentityProvider = ({ path, root }: MetadataFile): Finding[] => {
  const parameters = new Map(
    childrenOf(root, 'externalAuthIdentityProviderParameters').map((parameter) => [
      textOf(parameter, 'parameterName') ?? '',
      textOf(parameter, 'parameterValue') ?? '',
    ]),
  );
  return [
    ...(parameters.get('PkceEnabled') === 'true' ? [] : [{ path, message: 'PKCE must be on' }]),
    ...['AuthorizeUrl', 'TokenUrl']
      .filter((name) => !parameters.get(name)?.startsWith('https://'))
      .map((name) => ({ path, message: `${name} must be https` })),
  ];
};

const checkOauthSettings = (index: PackageIndex, { path, root }: MetadataFile): Finding[] => {
  const app = textOf(root, 'externalClientApplication') ?? '';
  const asked = (textOf(root, 'commaSeparatedOauthScopes') ?? '').split(',').map((scope) => scope.trim());
  return [
    ...(index.find('ExternalClientApplication', app)
      ? []
      : [{ path, message: `there is no external client app ${app}` }]),
    ...asked
      .filter((scope) => !scopes.has(scope))
      .map((scope) => ({ path, message: `the gateway never asks for the scope ${scope}` })),
    ...[...scopes]
      .filter((scope) => !asked.includes(scope))
      .map((scope) => ({ path, message: `the gateway needs the scope ${scope}` })),
  ];
};
