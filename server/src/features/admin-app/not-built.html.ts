/** In place of an admin that nobody has built. */
export const notBuiltPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Waymark</title>
<h1>The admin has not been built</h1>
<p>Run <code>npm start</code>, or <code>node scripts/build-admin.mjs</code> beside a server that runs, and load this page again.</p>
</html>
`
