import JobDSL

let token = Secret(env: "TOKEN")
// expected-error@+1 {{'appendInterpolation' is deprecated: a secret has no text: pass the Secret itself to the setting that takes one}}
let text = "token=\(token)"
