export default {
  title: "A manual",
  url: "http://localhost",
  baseUrl: "/",
  [[docusaurus, once]]
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false }]],
};
