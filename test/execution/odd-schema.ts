import {
  buildSchema,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLScalarType,
  type GraphQLSchema,
  type GraphQLUnionType,
} from 'graphql';
import { sowResolvers, type SownWorld } from './sown-schema.js';
import { pick, type Random, thrown } from './weather.js';

/** What the gateway's own schema does not have: lists of lists, defaults, and abstract types that find their members in all ways. */
export function oddSchema(): GraphQLSchema {
  const schema = sowResolvers(buildSchema(types));
  leaves(schema);
  for (const [name, time] of Object.entries({ Async: 'either', Thrower: 'now' } as const)) {
    const union = schema.getType(name) as GraphQLUnionType;
    union.resolveType = (value: Row, world: SownWorld, info) =>
      told(world, info, value, 'resolveType', time, () => value.__typename) as string;
  }
  for (const [name, time] of Object.entries({ Cat: 'now', Dog: 'later', Fish: 'either' } as const)) {
    const type = schema.getType(name) as GraphQLObjectType;
    type.isTypeOf = (value: Row, world: SownWorld, info) =>
      told(world, info, value, name, time, (random) => isNamed(value, name, random)) as boolean;
  }
  return schema;
}

/** What there is of it where a row is expected. */
interface Row {
  readonly key?: string;
  readonly rowType?: string;
  readonly __typename?: string;
}

/** What a function of a type says of a value; that it was asked is noted, and the answer may come late, and it may fail. */
function told(
  world: SownWorld,
  info: GraphQLResolveInfo,
  value: Row,
  about: string,
  time: 'now' | 'later' | 'either',
  find: (random: Random) => unknown,
): unknown {
  const key = `${value.key} ${about}`;
  world.note(`type ${key}`);
  world.wasAsked({}, info);
  const random = world.weather.randomOf(key);
  const outcome = (): unknown => {
    if (world.weather.isMischief(random) && random() < 0.5) throw thrown(random, key);
    return find(random);
  };
  if (time === 'now') return outcome();
  return time === 'later' ? world.turns.later(random(), outcome) : world.weather.timed(random, outcome);
}

/** By the row itself, and now and then wrong. */
function isNamed({ rowType }: Row, name: string, random: Random): unknown {
  const isOwn = rowType === name;
  const isSaid = random() < 0.95 ? isOwn : !isOwn;
  return pick(random, isSaid ? [true, true, 'yes', {}] : [false, false, undefined, null, 0]);
}

function leaves(schema: GraphQLSchema): void {
  const nothing = schema.getType('Nothing') as GraphQLScalarType;
  nothing.serialize = (value: unknown) => {
    if (value === 'nothing') return null;
    if (value === 'undefined') return undefined;
    if (value === 'NaN') return NaN;
    if (value === 'broken') throw new RangeError('no such value');
    return value;
  };
}

const types = `
  directive @note(text: String = "none") repeatable on FIELD | QUERY

  scalar Nothing
  scalar Json
  enum Colour { RED GREEN BLUE @deprecated }

  interface Node { id: ID! kin(first: Int! = 2, of: Colour = RED): [Node!]! self: Node }
  interface Named implements Node { id: ID! name: String kin(first: Int! = 2, of: Colour = RED): [Node!]! self: Named }
  interface Beast { id: ID! sound: String! }

  type Cat implements Node & Named & Beast {
    id: ID! name: String sound: String!
    kin(first: Int! = 2, of: Colour = RED): [Node!]! self: Cat
    kittens: [[Cat!]!]!
    mixed: [[Cat]!]
    colour: Colour!
    colours: [Colour!]
  }
  type Dog implements Node & Named & Beast {
    id: ID! name: String! sound: String!
    kin(first: Int! = 2, of: Colour = RED, also: Int = 7): [Node!]! self: Dog
    toys: [Stone!]
    friends: [Beast]
  }
  type Fish implements Beast { id: ID! sound: String! pond: Pond! }
  type Stone { weight: Float! nothing: Nothing! perhaps: Nothing things: [Nothing!]! json: Json below: Stone! none: Stone }
  type Pond { fish: [Fish!]! first: Fish! deepest: Pond depth: [Int!]! depths: [[Int!]] }

  union Thing = Cat | Dog | Stone
  union Async = Dog | Stone | Pond
  union Thrower = Stone | Pond

  input Size { width: Int! = 3 height: Int depth: [Int!] = [1, 2] unit: Colour = GREEN inner: Size }
  input Either @oneOf { id: ID name: String size: Size }

  type Query {
    node(id: ID = "zero"): Node
    nodes(ids: [ID!]! = ["a", "b"]): [Node!]!
    named: Named!
    beast: Beast
    beasts: [Beast!]
    thing: Thing
    things(size: Size = { width: 5 }, sizes: [[Size]!]): [Thing]!
    async: Async
    asyncs: [[Async!]]
    thrower: Thrower!
    throwers: [Thrower]
    cat: Cat
    cats: [Cat!]!
    stone(either: Either, colours: [Colour] = [RED, null]): Stone
    pond(constructor: Int! = 4, toString: Json, old: Int = 1 @deprecated, json: Json = { a: [1, "b"] }): Pond
    number(given: Float, whole: Int = 3, needed: Boolean!): Int
    text: String!
    hasOwnProperty: Boolean
    constructor: String
    query: Query!
    maybe: Query
  }
  type Mutation {
    one(size: Size!): Stone
    two: Int!
    three(either: Either!): [Thing!]
    four: Pond!
    query: Query
  }
  type Subscription { changed(id: ID! = 5): Node stone: Stone! numbers: [Int!] }
`;
