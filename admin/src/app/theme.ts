import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  parseThemeColor,
  type VariantColorsResolver,
} from '@mantine/core'

/** The head of what lies over the page is no head of the page, which is a landmark. */
const plainHead = { defaultProps: { attributes: { header: { role: 'presentation' } } } }

/** Primary shades of ours make Mantine's own choice for alerts a filled one, with words that cannot be read. */
const paleAlert = { defaultProps: { variant: 'light' } }

/** A dot lies on its picture, and under everything that lies over the page. */
const lowDot = { defaultProps: { zIndex: 1 } }

/** Mantine fills what is to be pale wherever a colour has a shade, whether or not words can be read on it. */
const resolveColors: VariantColorsResolver = (input) => {
  const { color, theme, variant } = input
  if (variant !== 'light') return defaultVariantColorsResolver(input)
  const parsed = parseThemeColor({ color: color ?? theme.primaryColor, theme })
  return defaultVariantColorsResolver(parsed.isThemeColor ? { ...input, color: parsed.color } : input)
}

/** Shade 8 of Mantine's blue holds white text at 5.0:1; its own choice, 6, fails WCAG AA. */
export const theme = createTheme({
  components: { Alert: paleAlert, Drawer: plainHead, Indicator: lowDot, Modal: plainHead },
  variantColorResolver: resolveColors,
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.3' },
      h2: { fontSize: '1.125rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
})

/** Mantine's dimmed words have 3.3:1 in the light scheme and 4.2:1 in the dark one, its errors 3.3:1; these have 5.5:1 and more. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5c636a',
    '--mantine-color-placeholder': '#6b7278',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
  },
  dark: {
    '--mantine-color-dimmed': '#a6a6a6',
    '--mantine-color-placeholder': '#969696',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
  },
})
