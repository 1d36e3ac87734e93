module.exports = {
  plugins: {
    // Chrome has light-dark() itself; the preset's rewriting of it does not reach custom properties.
    "postcss-preset-mantine": { features: { lightDarkFunction: false } },
  },
};
