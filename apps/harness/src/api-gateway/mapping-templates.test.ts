import { describeRestApi } from '@notes/api';
import { renderTemplate } from './mapping-templates.ts';

const render = (template: string, body = '', rest: Partial<Parameters<typeof renderTemplate>[1]> = {}) =>
  renderTemplate(template, {
    body,
    parameters: { path: {}, querystring: {}, header: {} },
    context: {},
    ...rest,
  });

const HOSTILE: readonly string[] = [
  'plain',
  '"quotes" and \'apostrophes\'',
  '\\ \\\\ \\" \\\' \\n \\u0041 \\/',
  "\\'",
  "\\\\''\\'",
  'line\nbreak\r\n\ttab\b\f',
  '$!{x} ${x} $x $!x $',
  '#set($x = 1) #if(true)x#end #foreach($i in [1])#end ## comment #* block *# #[[raw]]# #stop #parse("x")',
  '$util.escapeJavaScript("x") $input.body $context.requestId $input.json(\'$\')',
  '", "userId": "somebody else',
  '"}}, "operation": "delete", "payload": {"Key": {"userId": "victim',
  '{"noteid": "x"}',
  '\u{1F600} \u{1F468}\u200D\u{1F469}\u200D\u{1F467}',
  '\u2028 \u2029 \u0085 \uFEFF',
  '\u0000\u0001\u001F\u007F',
  '\u202Eright to left',
  'e\u0301 \u00E9',
  '</script><!--',
  '%2F %00 +',
  '__proto__ constructor',
  '\uD800',
];

describe('the request templates of this API', () => {
  const api = describeRestApi({
    authorizer: 'lambda',
    integration: 'mapped',
    tableName: 'Notes',
    allowedOrigins: [],
  });
  const templateOf = (operation: string): string => {
    const integration = api.routes.find((route) => route.operation === operation)?.integration;
    return integration?.type === 'mapped' ? integration.requestTemplates['application/json'] : '';
  };
  const context = { requestId: 'request-1', authorizer: { principalId: 'user-1', exp: '1700000000' } };

  it.each(HOSTILE)('create hands on exactly the text %j', (text) => {
    const event = JSON.parse(
      render(templateOf('create'), JSON.stringify({ noteid: 'n1', note: text }), { context }),
    );
    expect(event).toMatchObject({
      operation: 'create',
      payload: { Item: { userId: 'user-1', noteId: 'n1', note: text } },
      expiresAt: '1700000000',
      requestId: 'request-1',
      tableName: 'Notes',
    });
    expect(event.payload).toEqual({ Item: { userId: 'user-1', noteId: 'n1', note: text } });
  });

  it.each(HOSTILE)('update hands on exactly the id, the text and If-Match %j', (text) => {
    const event = JSON.parse(
      render(templateOf('update'), JSON.stringify({ note: text }), {
        context: { ...context, authorizer: { principalId: text, exp: '1' } },
        parameters: { path: { noteid: text }, querystring: {}, header: { 'if-match': text } },
      }),
    );
    expect(event.payload).toEqual({ Key: { userId: text, noteId: text }, note: text, ifMatch: text });
  });

  it.each(HOSTILE)('list hands on exactly the query name and value %j', (text) => {
    const event = JSON.parse(
      render(templateOf('list'), '', {
        context,
        parameters: { path: {}, querystring: { limit: '5', [text]: text }, header: {} },
      }),
    );
    expect(Object.entries(event.payload.query)).toEqual([
      ['limit', '5'],
      [text, text],
    ]);
  });

  it('list has an empty query without parameters', () => {
    expect(JSON.parse(render(templateOf('list'), '', { context })).payload).toEqual({
      Key: { userId: 'user-1' },
      query: {},
    });
  });

  it.each(['update', 'delete'])('%s hands on If-Match in any case, and empty', (operation) => {
    for (const name of ['If-Match', 'if-match', 'IF-MATCH', 'if-Match']) {
      for (const value of ['"a"', '']) {
        const header = { Accept: '*/*', [name]: value, Host: 'x' };
        const parameters = { path: { noteid: 'n1' }, querystring: {}, header };
        const event = JSON.parse(render(templateOf(operation), '{"note": "x"}', { context, parameters }));
        expect(event.payload.ifMatch).toBe(value);
      }
    }
  });

  it('delete leaves If-Match out when it was not sent', () => {
    const parameters = { path: { noteid: 'n1' }, querystring: {}, header: {} };
    expect(JSON.parse(render(templateOf('delete'), '', { context, parameters })).payload).toEqual({
      Key: { userId: 'user-1', noteId: 'n1' },
    });
  });
});

describe('$input', () => {
  const body = '{"a": {"b": [1, {"c": "x\\ny"}], "two words": null}, "n": 1.5}';

  it.each([
    ["$input.json('$.a.b')", '[1,{"c":"x\\ny"}]'],
    ["$input.json('$.a.b[1].c')", '"x\\ny"'],
    ["$input.json('$.missing')", '""'],
    [`$input.json("$['a']['two words']")`, 'null'],
    ["$input.path('$.a.b[1].c')", 'x\ny'],
    ["$input.path('$.a').b.size()", '2'],
    ["$input.path('$.a').b.get(0)", '1'],
    ["$input.path('$.missing')", ''],
    ["#foreach($item in $input.path('$.a.b'))$foreach.index#end", '01'],
    ['$input.body', body],
  ])('%s', (template, expected) => {
    expect(render(template, body)).toBe(expected);
  });

  it('is an empty object without a body', () => {
    expect(render("$input.json('$') $input.body")).toBe('{} {}');
  });

  it('finds parameters in path, query and headers, in that order', () => {
    const parameters = {
      path: { a: 'path' },
      querystring: { a: 'query', b: 'query', get: 'x', __proto__x: 'y' },
      header: { b: 'header', c: 'header' },
    };
    expect(
      render("$input.params('a') $input.params('b') $input.params('c')<$input.params('d')>", '', {
        parameters,
      }),
    ).toBe('path query header<>');
    expect(render("$input.params().querystring.get('get') $input.params().path.a", '', { parameters })).toBe(
      'x path',
    );
    expect(render("$input.params().get('header').get('c')", '', { parameters })).toBe('header');
  });

  it.each(["$input.json('$..a')", "$input.json('$.a[*]')", "$input.json('a')"])('refuses %s', (template) => {
    expect(() => render(template, body)).toThrow('unsupported JSONPath');
  });

  it('fails on a body that is no JSON', () => {
    expect(() => render("$input.json('$.a')", '{')).toThrow(SyntaxError);
  });
});

describe('$util', () => {
  it.each([
    [`$util.escapeJavaScript($input.path('$'))`, '"\\"\'/\\n\\u00e9\\u001f"', `\\"\\'\\/\\n\\u00E9\\u001F`],
    [`$util.escapeJavaScript($context.missing)`, '', ''],
    [`$util.escapeJavaScript(12)`, '', '12'],
    [`$util.parseJson($input.path('$.text')).a`, '{"text": "{\\"a\\": 7}"}', '7'],
    [`$util.urlEncode("a b&c/\u00e9~*")`, '', 'a+b%26c%2F%C3%A9%7E*'],
    [`$util.urlDecode("a+b%26c")`, '', 'a b&c'],
    [`$util.base64Encode("h\u00e9")`, '', 'aMOp'],
    [`$util.base64Decode("aMOp")`, '', 'h\u00e9'],
  ])('%s of %s', (template, body, expected) => {
    expect(render(template, body)).toBe(expected);
  });
});

describe('methods of Java', () => {
  it.each([
    [`$s.replaceAll("[aeiou]", "<$0>")`, 'v<e>l<o>c<i>ty'],
    [`$s.replaceAll("(l)(o)", "$2$1")`, 'veolcity'],
    [`$s.replaceAll("o", "\\$")`, 'vel$city'],
    [`$s.replaceAll("l(x)?o", "<$1>")`, 've<>city'],
    [`$s.replaceFirst("[aeiou]", "")`, 'vlocity'],
    [`$s.replace("c", "$&.")`, 'velo$&.ity'],
    [`$s.substring(2) $s.substring(2, 4)`, 'locity lo'],
    [`$s.length() $s.isEmpty() $s.charAt(0)`, '8 false v'],
    [`$s.matches("velo") $s.matches("velo.*")`, 'false true'],
    [`$s.contains("loc") $s.startsWith("vel") $s.endsWith("x")`, 'true true false'],
    [`$s.equals("velocity") $s.equalsIgnoreCase("VELOCITY")`, 'true true'],
    [`$s.indexOf("o") $s.lastIndexOf("i") $s.toUpperCase()`, '3 5 VELOCITY'],
    [`$s.toUpperCase().toLowerCase().concat("!").trim().toString()`, 'velocity!'],
    [`$s.split("o").get(1)`, 'city'],
    [`$list.contains(2) $list.isEmpty()`, 'true false'],
    [
      `$map.containsKey("a") $map.get("b") $map.get("toString") $map.size() $map.isEmpty()`,
      'true 2 $map.get("toString") 2 false',
    ],
    [
      `#foreach($e in $map.entrySet())$e.key=$e.value;#end $map.values().size() $map.keySet()`,
      'a=1;b=2; 2 [a, b]',
    ],
  ])('%s', (template, expected) => {
    const set = `#set($s = $input.path('$.s'))#set($list = $input.path('$.list'))#set($map = $input.path('$.map'))`;
    const body = JSON.stringify({ s: 'velocity', list: [1, 2], map: { a: 1, b: 2 } });
    expect(render(set + template, body)).toBe(expected);
  });

  it.each([
    [`$input.body.substring(3, 1)`, 'out of range'],
    [`$input.body.replaceAll("n", "$1")`, 'No group 1'],
    [`$input.body.normalize()`, 'cannot call normalize'],
    [`$input.path('$.n').intValue()`, 'number has no method'],
  ])('fails on %s', (template, message) => {
    expect(() => render(template, '{"n": 1}')).toThrow(message);
  });
});
