import JobDSL

// expected-error@+1 {{'variable' is inaccessible due to 'package' protection level}}
let text: String = Secret(env: "TOKEN").variable
