import starlight from "@astrojs/starlight";
import { defineConfig, passthroughImageService } from "astro/config";

export default defineConfig({
  image: { service: passthroughImageService() },
  integrations: [
    starlight({
      title: "A manual",
      pagefind: false,
      [[starlight, once]]
    }),
  ],
});
