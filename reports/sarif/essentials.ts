const text = { type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 1 } } };
const level = { enum: ['none', 'note', 'warning', 'error'] };
const component = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, index: { type: 'integer', minimum: 0 } },
};
const descriptor = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string' }, toolComponent: component },
};
const physical = {
  type: 'object',
  required: ['artifactLocation'],
  properties: {
    artifactLocation: {
      type: 'object',
      required: ['uri'],
      properties: { uri: { type: 'string', pattern: '^[^\\s\\\\]+$' } },
    },
    region: { type: 'object', required: ['startLine'], properties: { startLine: { type: 'integer', minimum: 1 } } },
  },
};

/** What the published SARIF 2.1.0 schema, and GitHub's upload beyond it, demand of the parts that we write. */
export const SARIF_ESSENTIALS = {
  type: 'object',
  required: ['$schema', 'version', 'runs'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['tool', 'results', 'invocations'],
        properties: {
          tool: {
            type: 'object',
            required: ['driver'],
            properties: {
              driver: {
                type: 'object',
                required: ['name', 'rules'],
                properties: {
                  name: { type: 'string' },
                  semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: {
                      type: 'object',
                      required: ['id', 'shortDescription', 'help', 'properties'],
                      properties: {
                        shortDescription: text,
                        fullDescription: text,
                        help: text,
                        relationships: {
                          type: 'array',
                          items: { type: 'object', required: ['target'], properties: { target: descriptor } },
                        },
                        properties: { type: 'object', required: ['tags', 'security-severity'] },
                      },
                    },
                  },
                },
              },
            },
          },
          taxonomies: { type: 'array', items: { type: 'object', required: ['name', 'taxa'] } },
          invocations: {
            type: 'array',
            items: {
              type: 'object',
              required: ['executionSuccessful'],
              properties: {
                executionSuccessful: { type: 'boolean' },
                toolExecutionNotifications: {
                  type: 'array',
                  items: { type: 'object', required: ['message'], properties: { message: text, level } },
                },
              },
            },
          },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['ruleId', 'ruleIndex', 'message', 'locations', 'partialFingerprints'],
              properties: {
                kind: { enum: ['fail'] },
                level,
                message: text,
                locations: {
                  type: 'array',
                  minItems: 1,
                  items: { type: 'object', required: ['physicalLocation'], properties: { physicalLocation: physical } },
                },
                partialFingerprints: { type: 'object', minProperties: 1, additionalProperties: { type: 'string' } },
                taxa: { type: 'array', items: descriptor },
                codeFlows: { type: 'array', items: { type: 'object', required: ['threadFlows'] } },
              },
            },
          },
        },
      },
    },
  },
} as const;
