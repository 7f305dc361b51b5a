// Sends Microsoft Teams DIRECT and everything else to the proxy.
//
// Made by pacgen 0.1.0 - do not edit: make it again instead.
//   endpoint data  USGovDoD 2026090200
//   preset         teams
//   proxy          PROXY proxy.example.com:8080; DIRECT
//   policy         sha256 3df446a52008c85fbeb77ae8708bd2c46e76d4d954008c45a88544138e7be054
//   rules          6 host patterns DIRECT, 0 through the proxy; 10 address ranges
//
// Of all rules that match a host the most specific decides, whatever their order here: an exact
// name before any wildcard, then the wildcard with more fixed labels.
// "*.example.com" means every host below example.com, not example.com itself.
// The comment behind a rule names the endpoint sets that ask for it, as numbered in
// https://endpoints.office.com/endpoints/USGovDoD

var pacgenDefault = "PROXY proxy.example.com:8080; DIRECT";
var pacgenDirect = "DIRECT";

// Hosts by their exact name; those without a dot get one, so that none is mistaken for what every
// object inherits.
var pacgenNames = {
    "statics.teams.microsoft.com": pacgenDirect, // Teams set 21, Default, required
    "localhost.": pacgenDirect, // this computer
    "msteamsstatics.blob.core.usgovcloudapi.net": pacgenDirect, // Teams set 21, Default, required
    "dod.teams.microsoft.us": pacgenDirect // Teams set 7, Optimize, required
};

// Hosts by the end of their name. 1: no rule here, but some below.
var pacgenDomains = {
    ".com": 1,
    ".microsoft.com": 1,
    ".teams.microsoft.com": 1,
    ".localhost": pacgenDirect, // this computer
    ".net": 1,
    ".usgovcloudapi.net": 1,
    ".core.usgovcloudapi.net": 1,
    ".blob.core.usgovcloudapi.net": 1,
    ".us": 1,
    ".microsoft.us": 1,
    ".teams.microsoft.us": 1,
    ".dod.teams.microsoft.us": pacgenDirect // Teams set 7, Optimize, required
};

// IPv4 literals: first and last address of a range, and its route; in ascending order.
var pacgenIPv4 = [
    [0x0d488000, 0x0d488fff, pacgenDirect], // 13.72.128.0/20: Teams set 7, Optimize, required
    [0x347f4000, 0x347f47ff, pacgenDirect], // 52.127.64.0/21: Teams set 7, Optimize, required
    [0x39108000, 0x3910ffff, pacgenDirect], // 57.16.128.0/17: Teams set 7, Optimize, required
    [0x68d42000, 0x68d423ff, pacgenDirect], // 104.212.32.0/22: Teams set 7, Optimize, required
    [0x7f000000, 0x7fffffff, pacgenDirect], // 127.0.0.0/8: this computer
    [0xa9fe0000, 0xa9feffff, pacgenDirect], // 169.254.0.0/16: this link only
    [0xc386f000, 0xc386f3ff, pacgenDirect] // 195.134.240.0/22: Teams set 7, Optimize, required
];

// IPv6 literals, likewise, as 32 hexadecimal digits.
var pacgenIPv6 = [
    // ::1/128: this computer
    ["00000000000000000000000000000001", "00000000000000000000000000000001", pacgenDirect],
    // 2001:489a:2250::/44: Teams set 7, Optimize, required
    ["2001489a225000000000000000000000", "2001489a225fffffffffffffffffffff", pacgenDirect],
    // fe80::/10: this link only
    ["fe800000000000000000000000000000", "febfffffffffffffffffffffffffffff", pacgenDirect]
];

function FindProxyForURL(url, host) {
    var name, code, route, rule, dot;
    if (!host) {
        return pacgenDefault;
    }
    name = host.toLowerCase();
    code = name.charCodeAt(name.length - 1);
    // Ends in a dot, a digit or "]": perhaps an address.
    if (code < 58 || code === 93) {
        if (code === 46) {
            name = name.substring(0, name.length - 1);
        }
        route = pacgenAddress(name);
        if (route) {
            return route;
        }
    }
    dot = name.lastIndexOf(".");
    if (dot < 0) {
        return pacgenPlain(name);
    }
    // From the top-level domain downwards, as long as there are rules below.
    route = pacgenDefault;
    do {
        rule = pacgenDomains[name.substring(dot)];
        if (!rule) {
            return route;
        }
        if (rule !== 1) {
            route = typeof rule === "string" ? rule : pacgenStars(rule, name, route);
        }
        dot = dot > 0 ? name.lastIndexOf(".", dot - 1) : -1;
    } while (dot >= 0);
    return pacgenNames[name] || route;
}

// A host without a dot: an IPv6 literal, a rule's host, or an intranet name.
function pacgenPlain(name) {
    if (!name) {
        return pacgenDefault;
    }
    return pacgenAddress(name) ||
        pacgenNames[name + "."] ||
        pacgenDirect;
}

// The most specific of the patterns with a star inside, else the route of "*.", else the one so far.
function pacgenStars(rule, name, route) {
    var i;
    for (i = 0; i < rule.length - 1; i += 2) {
        if (rule[i].test(name)) {
            return rule[i + 1];
        }
    }
    return rule[i] || route;
}

// The route of an IP literal, with or without brackets; undefined for anything else.
function pacgenAddress(name) {
    var parts, key;
    if (name.charAt(0) === "[" && name.charAt(name.length - 1) === "]") {
        name = name.substring(1, name.length - 1);
    }
    if (name.indexOf(":") >= 0) {
        key = pacgenExpand(name);
        return key ? pacgenFind(pacgenIPv6, key) : void 0;
    }
    parts = pacgenOctets(name);
    if (!parts) {
        return void 0;
    }
    key = ((parts[0] * 256 + parts[1]) * 256 + parts[2]) * 256 + parts[3];
    return pacgenFind(pacgenIPv4, key);
}

// The four numbers of an IPv4 address; undefined for anything else.
function pacgenOctets(text) {
    var parts, i;
    if (!/^(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}$/.test(text)) {
        return void 0;
    }
    parts = text.split(".");
    for (i = 0; i < 4; i += 1) {
        parts[i] = Number(parts[i]);
        if (parts[i] > 255) {
            return void 0;
        }
    }
    return parts;
}

// An IPv6 address as 32 hexadecimal digits; "" for anything else.
function pacgenExpand(text) {
    var colon = text.lastIndexOf(":"), tail, halves, left, right, digits = "", i;
    if (text.indexOf(".") >= 0) {
        tail = pacgenOctets(text.substring(colon + 1));
        if (!tail) {
            return "";
        }
        text = text.substring(0, colon + 1) + (tail[0] * 256 + tail[1]).toString(16) + ":" +
            (tail[2] * 256 + tail[3]).toString(16);
    }
    halves = text.split("::");
    left = halves[0] ? halves[0].split(":") : [];
    right = halves[1] ? halves[1].split(":") : [];
    i = left.length + right.length;
    if (halves.length > 2 || (halves.length === 2 ? i > 7 : i !== 8)) {
        return "";
    }
    for (; i < 8; i += 1) {
        left.push("0");
    }
    left = left.concat(right);
    for (i = 0; i < 8; i += 1) {
        if (!/^[0-9a-f]{1,4}$/.test(left[i])) {
            return "";
        }
        digits += "000".substring(left[i].length - 1) + left[i];
    }
    return digits;
}

// The route of the range that holds key, by halving; the default where none does.
function pacgenFind(ranges, key) {
    var low = 0, high = ranges.length, middle;
    while (low < high) {
        middle = Math.floor((low + high) / 2);
        if (key < ranges[middle][0]) {
            high = middle;
        } else if (key > ranges[middle][1]) {
            low = middle + 1;
        } else {
            return ranges[middle][2];
        }
    }
    return pacgenDefault;
}
