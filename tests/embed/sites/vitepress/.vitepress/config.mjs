[[vitepress, once]]
